"""Words that programs and habits put into the names of files and folders: they say nothing of a person.

In the languages of the systems and platforms that champions use. A word that is missing here costs little
where there is a list of people: the file is asked about. Without a list a folder's name counts as a person.
"""

from __future__ import annotations

import unicodedata

#: "Copy" as systems write it, before or after a name.
COPY_WORDS = (
    r"copy|copia|cópia|copie|kopie|kopia|kópia|kopi|kopio|kopya|kopyası|kopija|másolat|copi|copïo|kopiering|"
    r"copiere|koopia|copiă|copie a|afrit|salinan|bản sao|αντίγραφο|копия|копія|копие|копија|副本|コピー|"
    r"복사본|사본|نسخة|کپی|کاپی|עותק|สำเนา|कॉपी|प्रति|কপি|nuqul|"
    r"(?:another|autre|andere|weitere|otra|altra|\d+(?:st|nd|rd|th)) (?:copy|copie|kopie|copia)"
)
#: "Copy of", as it stands before a name.
COPY_OF = (
    r"copy of|copia de|copia di|cópia de|copie de|copie a|copie de la|copie|kopie von|kopie van|"
    r"kopie souboru|kopie|kopia|kopi av|kopi af|kopi|kópia súboru|kópia|copi o|kopya|kopio|kopija|"
    r"koopia failist|koopia|másolat|salinan dari|salinan|bản sao của|bản sao|nuqul ka mid ah|nuqul|"
    r"копия|копія|копие на|копие|копија|αντίγραφο|نسخة من|کپی از|کاپی|עותק של|สำเนาของ|duplicate of"
)
#: "Copy", as it stands after a name with nothing, or a little word, between them.
COPY_AFTER = r"のコピー|コピー|的?副本|복사본|의 사본|\s+की (?:कॉपी|प्रति)|\s+کی (?:نقل|کاپی)|\s+এর (?:কপি|অনুলিপি)"

_WORDS = """
    lesson lessons lektion lektionen leçon lecon leçons lezione lección leccion aula les lekcja lekce
    gwers unit chapter topic session sessions week weeks wk wks day part step page
    module modules course courses kurs cours curso corso cwrs class classes homework assignment assignments task
    tasks exercise exercises project quiz test coursework hw
    tarea deber zadanie devoir opgave compito hausaufgabe hausaufgaben gwaith cartref ćwiczenie cvičení ödev
    my mine your our the a an of and to for from in at by with de di von van der die das le la les el los
    work works working submitted submission submissions submit handed handin hand-in attempt attempts mywork
    answer answers answered solution solutions done finished complete completed resubmission resubmitted resend
    resent revision revisions response on time late early
    final finale finished endgültig draft drafts version versions versión versione versie versão wersja verze
    verzia verzió versjon versiune fersiwn sürüm версия версія バージョン 版本 버전 έκδοση
    ver rev revised new old latest last updated update edited backup back up saved save another right one
    copy copies duplicate kopie kopia copia copie kopi kopija kopya conflicted conflict case sync
    download downloads downloaded upload uploads uploaded téléchargements descargas herunterladen pobrane
    indirilenler i̇ndirilenler загрузки завантаження ダウンロード 下载 下載 다운로드 التنزيلات הורדות دانلودها
    letöltések stažené stiahnuté descărcări hämtade filer overførsler nedlastinger lataukset λήψεις
    lawrlwythiadau scaricati transferências preuzimanja prenosi atsisiuntimai lejupielādes allalaadimised
    untitled unbenannt unnamed sans titre sin título titulo sem título senza titolo namenlos naamloos nienazwany
    nome noname bez nazwy názvu názov tytułu uten tittel namnlös nimetön adsız névtelen без названия имени назви
    無題 未命名 제목 없음 بدون عنوان ללא שם
    folder folders ordner dossier carpeta cartella map mappe mapp mappa directory dir neuer nouveau nueva nuova
    nowy nova novo novi pasta nieuwe ny uusi kansio új nová složka priečinok новая новый новий папка 新建 新建文件夹
    新しいフォルダー 新規フォルダ 새 폴더 yeni klasör dosar nou ffolder newydd mape mapa مجلد جديد תיקייה חדשה
    file files datei dateien fichier fichiers archivo archivos soubory súbory pliki document documents doc docs
    dokument dokumente dokumenty dokumenter dokumentumok documentos documenti documenten documente dogfennau belgeler
    документы документи 文档 書類 문서 المستندات
    docx pdf desktop schreibtisch bureau escritorio pulpit skrivbord skrivebord työpöytä plocha asztal masaüstü
    bwrdd gwaith рабочий стол робочий стіл デスクトップ 桌面
    inbox outbox posteingang mail mails email gmail outlook yahoo hotmail
    e-mail emails attachment attachments att anhang anhänge allegati adjuntos bijlagen załączniki message messages
    mime winmail msg noname
    zip zips archive archives archiv archiwum compressed unzipped extracted tar gz rar bulk export exported output
    icloud onedrive drive gdrive google googledrive dropbox sharepoint box nextcloud owncloud wetransfer takeout
    mein mon mi il unidad dysk disk disco moja mój môj můj megosztott geteilt partagés shared
    teams classroom moodle canvas blackboard brightspace d2l turnitin gradescope schoology sakai ilias olat jupyter
    jupyterhub jupyterlab colab notebook notebooks ipynb nbgrader exchange inbound outbound python py json html
    github gitlab repo repository main master branch fork claim jhub hub microsoft apps app office workspace
    whatsapp telegram signal messenger airdrop bluetooth camera media chat quick nearby share slack discord viber
    img image images photo photos foto bild picture dsc dcim pxl mvimg vid video scan scanned screenshot
    screen shot audio aud ptt stk bildschirmfoto capture écran zrzut ekranu captura pantalla schermata
    received receive incoming students student learners learner participants participant champions champion people
    person name names user users home homes root data tmp temp misc other others share public
    private everything all group groups gruppe team cohort cohorts batch set run gradebook checkpoints checkpoint
    peer improvement quality qi
    am pm utc gmt um às à a o las jan feb mar apr may jun jul aug sep sept oct nov dec
    january february march april june july august september october november december
    mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday weekend
    spring summer autumn winter fall morning afternoon evening term semester
    responses question questions form forms survey first second third fourth try tries trial
    practice corrected correct fixed fix ready send sent re fw fwd here this please marking marked mark feedback be
    index unknown me us wetransfer notes note
    xender shareit general allgemein général generale algemeen ogólny cyffredinol materials kanal channel turned
    need needs lates resit resits emailed hand ins handins everyone appdata localstate inetcache content mobile
    com apple clouddocs mega pcloud proton library cloudstorage storage personal mit mir geteilt meine ablage
    conmigo compartidos lokaler datenträger usb removable kingston sandisk volumes mnt unzip again
    syncconflict konflikt autosaved shortcut
    localsend snapdrop pairdrop shareme midrop zapya feem warpinator swisstransfer filemail hightail sharefile egnyte
    seafile resilio tresorit koofr zoho workdrive padlet chatexport dataexport mbox kaggle deepnote cocalc codespaces
    source release released autograded collected graded ungraded template templates original originals uploader
"""
#: Every word that says nothing of a person, in small letters.
WORDS = frozenset(unicodedata.normalize("NFC", _WORDS).casefold().split())

_FIRST_OF_TWO = """
    anne ann anna ana maria marie mary jean john jon jo joe lee lea sarah sara emma ella lily lilly ellie amy daisy
    gracie lisa lou louise rose ruby bobby billie billy betty beth kim karl carl hans klaus ernst franz georg wolf
    eva lena pierre marc paul louis luc charles henri françois juan josé jose luis abdul abd abu al el mei xiao hui
    li wei yu jun ming min ji hyun seung sung young eun jae joo kyung su soo tae won hye ye da alexander james
    thomas tommy terri terry peggy sue may mae annie olivia ava isla evie
"""
#: First names that stand before a dash in a double one, as in Anne-Marie, Jean-Paul, Karl-Heinz.
FIRST_OF_TWO = frozenset(_FIRST_OF_TWO.split())

#: Who sends mail and is no person: programs, and machines that scan.
NOBODYS_ADDRESS = (
    r"(?:.*[._+-])?(?:no-?_?\.?reply|do-?_?\.?not-?_?\.?reply|mailer-daemon|postmaster|bounces?|notifications?|"
    r"noreply-.*|alerts?|scanner|scan|copier|printer|mfp|daemon|drive-shares.*)(?:[._+-].*)?"
)
