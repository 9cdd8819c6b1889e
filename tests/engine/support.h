/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/duck.h"

G_BEGIN_DECLS

/* A session without files, or the test fails. */
MillDuck       *test_duck_new       (void);
MillConnection *test_connection_new (MillDuck       *duck);
/* The one value of @sql as text, "NULL" where it is; or the test fails. */
char           *test_query_text     (MillConnection *connection,
                                     const char     *sql);
/* Fails the test unless @error is one whose message holds @part; clears it. */
void            test_assert_says    (GError        **error,
                                     const char     *part);
/* A new directory for the files of one test; and its end. */
char           *test_directory_new  (void);
void            test_directory_free (char           *path);
void            test_write_file     (const char     *path,
                                     const char     *text);

G_END_DECLS
