/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The user's settings. A program that was not installed may find no schema for them; then this is NULL,
 * and everybody goes on with what is built in. Borrowed. */
GSettings *mill_settings_get      (void);
/* A value, or @fallback without a schema. */
int        mill_settings_get_int  (const char *key,
                                   int         fallback);
gboolean   mill_settings_get_flag (const char *key,
                                   gboolean    fallback);
/* A path, or NULL where it is empty or there is no schema. New string. */
char      *mill_settings_dup_path (const char *key);
void       mill_settings_set_path (const char *key,
                                   const char *path);
/* Binds both ways, if there are settings. */
void       mill_settings_bind     (const char *key,
                                   gpointer    object,
                                   const char *property);
void       mill_settings_set_int  (const char *key,
                                   int         value);

G_END_DECLS
