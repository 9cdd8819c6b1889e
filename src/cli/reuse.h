/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/document.h"
#include "engine/cache.h"

G_BEGIN_DECLS

/* The options of every command that may use results of earlier runs. */
typedef struct
{
  char      *directory;   /* --cache, or NULL: the user's own */
  gboolean   none;        /* --no-cache */
  MillCache *cache;       /* once opened; NULL: none */
  char      *identity;    /* of the pipeline, or NULL: it came from the standard input */
} MillReuse;

#define MILL_REUSE_ENTRIES(reuse) \
  { "cache", 0, 0, G_OPTION_ARG_FILENAME, &(reuse)->directory, \
    N_("Keep results in this folder, and use what is there (default: the user's own)"), N_("DIR") }, \
  { "no-cache", 0, 0, G_OPTION_ARG_NONE, &(reuse)->none, \
    N_("Neither use nor keep results of other runs"), NULL }

/* FALSE, and told, where the options contradict each other. */
gboolean mill_reuse_open  (MillReuse          *self,
                           const MillDocument *document);
void     mill_reuse_clear (MillReuse          *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MillReuse, mill_reuse_clear)

G_END_DECLS
