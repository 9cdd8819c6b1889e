/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a subcommand is called and what it does; all N_(). */
typedef struct
{
  const char         *arguments;     /* "FILE NODE[.PORT]" */
  const char         *summary;       /* above the options */
  const char         *description;   /* below the options, or NULL */
  const GOptionEntry *entries;
  guint               n_least;       /* of the arguments that are left */
  guint               n_most;        /* G_MAXUINT: any number */
} MillUsage;

/* Parses @argv (its first is the subcommand). Returns what is not an option, or NULL with the
 * exit code to leave with in @code: after --help, or a wrong usage, which has been told. */
GStrv    mill_options_parse       (const MillUsage  *usage,
                                   int               argc,
                                   char            **argv,
                                   int              *code);
/* A whole number in that range. @text NULL: leaves @value alone. Tells what is wrong. */
gboolean mill_options_parse_count (const char       *option,
                                   const char       *text,
                                   gint64            least,
                                   gint64            most,
                                   gint64           *value);
/* The value of --threads, which every command that runs has; like above. */
gboolean mill_options_parse_threads (const char      *text,
                                   guint            *threads);
/* The value of @option, "--memory"; like above. "512M", "2GB", "1.5 GiB", "800000000": bytes; units are powers of
 * 1024. */
gboolean mill_options_parse_size   (const char       *option,
                                   const char       *text,
                                   guint64          *bytes);
/* That of --memory. */
gboolean mill_options_parse_memory (const char       *text,
                                   guint64          *bytes);
/* One of @names (ends with NULL), else FALSE and told. @text NULL: the first. */
gboolean mill_options_parse_choice (const char        *option,
                                   const char        *text,
                                   const char *const *names,
                                   guint             *index);

G_END_DECLS
