/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A first look at a CSV file, before the database reads it: the database guesses a separator that
 * makes every line one cell where lines differ, without a word; this says which line it is. */

/* How the text is to be cut into cells. */
typedef struct
{
  char      delimiter;   /* 0: find out */
  char      quote;       /* 0: none */
  guint     skip;        /* lines at the beginning that are not part of the table */
  gboolean  uneven;      /* lines may have fewer or more cells than the first */
  gboolean  utf8;        /* the text has to be UTF-8 */
} MillCsvDialect;

/* What was found. */
typedef struct
{
  char   delimiter;
  GStrv  first;          /* cells of the first line, without the spaces around them */
} MillCsvHead;

/* Looks at the first part of the file (some megabytes). FALSE with @error, naming @param, the file,
 * the line and what stands there, where it is empty, not a text, not UTF-8, or where a line has
 * another number of cells than the first. */
gboolean mill_csv_head_read  (MillCsvHead           *self,
                              const char            *path,
                              const char            *param,
                              const MillCsvDialect  *dialect,
                              GError               **error);
/* The same for the text of a file called @name in memory; @whole: it is not only the beginning. */
gboolean mill_csv_head_parse (MillCsvHead           *self,
                              const char            *text,
                              gsize                  length,
                              gboolean               whole,
                              const char            *name,
                              const char            *param,
                              const MillCsvDialect  *dialect,
                              GError               **error);
void     mill_csv_head_clear (MillCsvHead           *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MillCsvHead, mill_csv_head_clear)

G_END_DECLS
