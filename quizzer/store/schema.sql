-- Version 2. The log (reviews, acts) is only ever appended to; memory, switches and names are
-- what follows from it and can be rebuilt from it at any time.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE reviews (
  device   TEXT    NOT NULL,
  seq      INTEGER NOT NULL,           -- counts rows of both logs on that device
  at       INTEGER NOT NULL,           -- UTC, ms since 1970
  offset   INTEGER NOT NULL,           -- local time minus UTC, minutes
  card     TEXT    NOT NULL,           -- uid
  rating   INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
  asked    TEXT    NOT NULL,           -- recall, typed, number, cloze, choice, ...
  took     INTEGER NOT NULL,           -- ms from question to rating
  reply    TEXT    NOT NULL,           -- what was typed or chosen
  practice INTEGER NOT NULL,           -- 1: leaves memory as it is
  PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE acts (
  device TEXT    NOT NULL,
  seq    INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  kind   TEXT    NOT NULL,             -- undo, suspend, bury, deck, settings, relink, ...
  card   TEXT    NOT NULL,             -- uid, or empty
  data   TEXT    NOT NULL,             -- JSON
  PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE memory (
  card       TEXT    PRIMARY KEY,
  state      INTEGER NOT NULL,         -- 0 new, 1 learning, 2 review, 3 relearning
  step       INTEGER NOT NULL,
  stability  REAL    NOT NULL,         -- days
  difficulty REAL    NOT NULL,         -- 1 to 10
  due        INTEGER NOT NULL,         -- (re)learning: ms since 1970; review: learner's day
  day        INTEGER NOT NULL,         -- learner's day of the last review
  at         INTEGER NOT NULL,         -- ms of the last review
  first      INTEGER NOT NULL,         -- learner's day of the first review
  reps       INTEGER NOT NULL,
  lapses     INTEGER NOT NULL,
  suspended  INTEGER,                  -- 1 or 0 as the learner said; NULL: nothing said
  buried     INTEGER NOT NULL          -- learner's day for which it is put aside; 0: none
) STRICT, WITHOUT ROWID;

CREATE INDEX memory_due ON memory (state, due);

CREATE TABLE switches (
  deck TEXT    PRIMARY KEY,
  "on" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which card has the history of a uid that is not its own id; empty where none has.
CREATE TABLE names (
  card TEXT PRIMARY KEY,               -- uid
  id   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What each card last said, so that a change can be seen, dated, and known for what it is.
CREATE TABLE contents (
  id      TEXT    PRIMARY KEY,
  deck    TEXT    NOT NULL,
  digest  TEXT    NOT NULL,
  said    TEXT    NOT NULL,            -- JSON
  changed INTEGER NOT NULL,            -- UTC, ms since 1970
  gone    INTEGER NOT NULL             -- 1: it was in no deck when the decks were last read
) STRICT, WITHOUT ROWID;

-- Which version of each deck `contents` speaks of, and its path if it was there for once only.
CREATE TABLE editions (
  deck    TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  path    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Answers that were learnt and are no longer what the card says, until the learner decides.
CREATE TABLE superseded (
  card   TEXT PRIMARY KEY,             -- uid
  answer TEXT NOT NULL                 -- JSON
) STRICT, WITHOUT ROWID;

-- What a card that vanished may be called now, until the learner decides.
CREATE TABLE doubts (
  card TEXT NOT NULL,                  -- uid
  id   TEXT NOT NULL,
  PRIMARY KEY (card, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER reviews_are_kept BEFORE UPDATE ON reviews
  BEGIN SELECT RAISE(ABORT, 'the log is only ever appended to'); END;
CREATE TRIGGER reviews_stay BEFORE DELETE ON reviews
  BEGIN SELECT RAISE(ABORT, 'the log is only ever appended to'); END;
CREATE TRIGGER acts_are_kept BEFORE UPDATE ON acts
  BEGIN SELECT RAISE(ABORT, 'the log is only ever appended to'); END;
CREATE TRIGGER acts_stay BEFORE DELETE ON acts
  BEGIN SELECT RAISE(ABORT, 'the log is only ever appended to'); END;
