/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/document.h"
#include "engine/cache.h"

G_BEGIN_DECLS

/* The options of every command that may use results of earlier runs. */
typedef struct
{
  char      *directory;   /* --cache, or NULL: the user's own */
  char      *size;        /* --cache-size, or NULL: the default */
  gboolean   none;        /* --no-cache */
  MillCache *cache;       /* once opened; NULL: none */
  char      *identity;    /* of the pipeline, or NULL: it came from the standard input */
} MillReuse;

#define MILL_REUSE_ENTRIES(reuse) \
  { "cache", 0, 0, G_OPTION_ARG_FILENAME, &(reuse)->directory, \
    N_("Keep results in this folder, and use what is there (default: the user's own)"), N_("DIR") }, \
  { "no-cache", 0, 0, G_OPTION_ARG_NONE, &(reuse)->none, \
    N_("Neither use nor keep results of other runs"), NULL }

/* Of those that keep results, too. */
#define MILL_REUSE_SIZE_ENTRY(reuse) \
  { "cache-size", 0, 0, G_OPTION_ARG_STRING, &(reuse)->size, \
    N_("Let go of the oldest results beyond so much, for example 20G (default: 10G)"), N_("SIZE") }

/* Of those that end without a run that keeps results: only after one is anything let go of. */
#define MILL_REUSE_IDLE_SIZE_ENTRY(size) \
  { "cache-size", 0, 0, G_OPTION_ARG_STRING, size, \
    N_("As for “run”, whose options can be given here; nothing is let go of"), N_("SIZE") }

/* FALSE, and told, where the options contradict each other, or one is wrong. */
gboolean mill_reuse_open  (MillReuse          *self,
                           const MillDocument *document);
void     mill_reuse_clear (MillReuse          *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MillReuse, mill_reuse_clear)

G_END_DECLS
