# Work out the cases of cases.csv with the R packages' own functions.
#
#   Rscript make_reference.R QICHARTS2/R/helper.functions.R PLOTTHEDOTS/R/ptd_calculate_point_type.R
#
# The two files are those of the packages' sources; this script only calls what is in them. It writes
# reference.csv: numbers to 11 digits, lists separated by spaces, phases by "|".
files <- commandArgs(trailingOnly = TRUE)
for (file in files) source(file)
cases <- read.csv("cases.csv", colClasses = "character", na.strings = character(0))

numbers <- function(text, by = " ") suppressWarnings(as.numeric(strsplit(text, by, fixed = TRUE)[[1]]))
# 10*3 stands for 10 10 10.
said <- function(x) {
  part <- rle(ifelse(is.na(x), "NA", sprintf("%.11g", x)))
  paste(ifelse(part$lengths > 1, paste0(part$values, "*", part$lengths), part$values), collapse = " ")
}
by.phase <- function(d, what) paste(sapply(split(d[[what]], d$part), function(x) x[1]), collapse = "|")

with.qicharts2 <- function(o) {
  members <- strsplit(o$y, " ")[[1]]
  y <- suppressWarnings(as.numeric(unlist(strsplit(members, "/"))))
  x <- rep(seq_along(members), lengths(strsplit(members, "/")))
  got.n <- o$n != ""
  n <- if (got.n) numbers(o$n) else rep(NA, length(y))
  if (got.n) n[is.na(y)] <- NA
  none <- function(text, otherwise) if (text == "") otherwise else numbers(text)
  options(qic.screenedmr = o$screen == "1")
  d <- data.frame(x, y, n, notes = "", facet1 = 1, facet2 = 1, cl = none(o$centre, NA_real_), target = NA_real_)
  d <- qic.agg(d, got.n, none(o$part, NULL), "mean", none(o$freeze, Inf), none(o$exclude, Inf),
               get(paste0("qic.", o$chart)), as.numeric(o$multiply), FALSE, o$chart, "anhoej", TRUE)
  noise <- abs(d$y - d$cl) < 1e-12 * max(abs(d$y), na.rm = TRUE) & d$y != d$cl
  c(if (o$chart %in% c("run", "i", "c", "g", "t")) "" else said(d$y), said(d$cl), said(d$lcl), said(d$ucl), paste(which(d$sigma.signal), collapse = " "), by.phase(d, "n.useful"),
    by.phase(d, "longest.run"), by.phase(d, "longest.run.max"), by.phase(d, "n.crossings"),
    by.phase(d, "n.crossings.min"), by.phase(d, "runs.signal"), "", any(noise, na.rm = TRUE))
}

# The arithmetic of ptd_spc_standard for one phase; what each point is comes from the package itself.
with.plotthedots <- function(o) {
  y <- numbers(o$y)
  phase <- cumsum(seq_along(y) %in% (numbers(o$part) + 1))
  one <- function(y) {
    base <- if (o$freeze == "") y else ifelse(seq_along(y) <= as.numeric(o$freeze), y, NA)
    middle <- mean(base, na.rm = TRUE)
    mr <- abs(diff(base))
    if (o$screen == "1") mr <- mr[mr < 3.267 * mean(mr, na.rm = TRUE)]
    amr <- mean(mr, na.rm = TRUE)
    lcl <- middle - 2.66 * amr
    ucl <- middle + 2.66 * amr
    outside <- y > ucl | y < lcl
    near <- !outside & (y < middle - 2 * (2.66 / 3) * amr | y > middle + 2 * (2.66 / 3) * amr)
    type <- ptd_special_cause_type(y, sign(y - middle), near, outside)
    data.frame(y, cl = middle, lcl, ucl, outside, type)
  }
  d <- do.call(rbind, lapply(split(y, phase), one))
  types <- rle(as.character(d$type))
  c("", said(d$cl), said(d$lcl), said(d$ucl), paste(which(d$outside), collapse = " "), rep("", 6),
    paste(paste(types$values, types$lengths, sep = "*"), collapse = "|"), FALSE)
}

heads <- c("value", "drawn", "lower", "upper", "outside", "useful", "longest", "longest_limit", "crossings",
           "crossings_limit", "signal", "types", "noise")
rows <- lapply(seq_len(nrow(cases)), function(i) {
  o <- cases[i, ]
  if (o$package == "qicharts2") with.qicharts2(o) else with.plotthedots(o)
})
made <- as.data.frame(do.call(rbind, rows))
names(made) <- heads
# Where the rounding of the computer alone parts a point from the line it stands on, a count of runs means nothing.
kept <- made$noise == "FALSE"
write.csv(cbind(cases, made)[kept, names(c(cases, made)) != "noise"], "reference.csv", row.names = FALSE, quote = FALSE)
cat(sum(kept), "cases kept,", sum(!kept), "left out\n")
