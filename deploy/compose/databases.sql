-- PostgreSQL runs this once, when its volume is new: one database for the hub, one for marks.
CREATE DATABASE hub;
CREATE DATABASE gradebook;
