-- Anki's schema 11, as an importing Anki expects to find it.

CREATE TABLE col (
  id     INTEGER PRIMARY KEY,
  crt    INTEGER NOT NULL,   -- created, s
  mod    INTEGER NOT NULL,   -- ms
  scm    INTEGER NOT NULL,   -- schema changed, ms
  ver    INTEGER NOT NULL,
  dty    INTEGER NOT NULL,
  usn    INTEGER NOT NULL,   -- here and below: -1 means never synchronised
  ls     INTEGER NOT NULL,
  conf   TEXT    NOT NULL,   -- JSON, as are those that follow
  models TEXT    NOT NULL,
  decks  TEXT    NOT NULL,
  dconf  TEXT    NOT NULL,
  tags   TEXT    NOT NULL
);

CREATE TABLE notes (
  id    INTEGER PRIMARY KEY, -- created, ms
  guid  TEXT    NOT NULL,
  mid   INTEGER NOT NULL,    -- note type
  mod   INTEGER NOT NULL,    -- s
  usn   INTEGER NOT NULL,
  tags  TEXT    NOT NULL,    -- a space before, between and after
  flds  TEXT    NOT NULL,    -- U+001F between
  sfld  INTEGER NOT NULL,    -- what the note is sorted by; an integer so that numbers sort as such
  csum  INTEGER NOT NULL,    -- of the first field, by which duplicates are found
  flags INTEGER NOT NULL,
  data  TEXT    NOT NULL
);

CREATE TABLE cards (
  id     INTEGER PRIMARY KEY,
  nid    INTEGER NOT NULL,
  did    INTEGER NOT NULL,
  ord    INTEGER NOT NULL,
  mod    INTEGER NOT NULL,
  usn    INTEGER NOT NULL,
  type   INTEGER NOT NULL,   -- 0: new
  queue  INTEGER NOT NULL,   -- 0: new, -1: suspended
  due    INTEGER NOT NULL,   -- of a new card: its position
  ivl    INTEGER NOT NULL,
  factor INTEGER NOT NULL,
  reps   INTEGER NOT NULL,
  lapses INTEGER NOT NULL,
  left   INTEGER NOT NULL,
  odue   INTEGER NOT NULL,
  odid   INTEGER NOT NULL,
  flags  INTEGER NOT NULL,
  data   TEXT    NOT NULL
);

CREATE TABLE revlog (
  id      INTEGER PRIMARY KEY,
  cid     INTEGER NOT NULL,
  usn     INTEGER NOT NULL,
  ease    INTEGER NOT NULL,
  ivl     INTEGER NOT NULL,
  lastIvl INTEGER NOT NULL,
  factor  INTEGER NOT NULL,
  time    INTEGER NOT NULL,
  type    INTEGER NOT NULL
);

CREATE TABLE graves (
  usn  INTEGER NOT NULL,
  oid  INTEGER NOT NULL,
  type INTEGER NOT NULL
);

CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_notes_csum ON notes (csum);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_revlog_cid ON revlog (cid);
