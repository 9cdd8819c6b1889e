/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"
#include "store/read.h"
#include "talker.h"

G_BEGIN_DECLS

/* A folder of its own for each test, with a store in it that is opened when it is first used. */
typedef struct
{
  char      *directory;
  char      *path;
  MillStore *store;
} Fixture;

void           fixture_set_up    (Fixture    *self,
                                  gconstpointer data);
/* Also checks that the store is gone with its last reference. */
void           fixture_tear_down (Fixture    *self,
                                  gconstpointer data);
/* Runs a talker to its end and waits until it is written; returns its id. */
char          *fixture_run       (Fixture    *self,
                                  const char *name,
                                  guint       lines,
                                  gboolean    fails);
MillRunRecord *fixture_get_run   (Fixture    *self,
                                  const char *run);
/* Runs SQL on a connection of its own that knows nothing of the store. */
void           fixture_sql       (Fixture    *self,
                                  const char *sql);
gint64         fixture_number    (Fixture    *self,
                                  const char *sql);

G_END_DECLS
