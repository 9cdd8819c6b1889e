/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/forecast.h"
#include "engine/run.h"

G_BEGIN_DECLS

/* A directory of its own, with a cache in it. */
typedef struct
{
  char      *path;
  char      *cache_path;
  MillCache *cache;
} CacheHome;

CacheHome *cache_home_new  (guint64    budget);
void       cache_home_free (CacheHome *self);
/* The paths of all files in the cache whose names end in @suffix. */
GPtrArray *cache_home_list (CacheHome  *self,
                            const char *suffix);

/* One run with it, of the pipeline whose nodes are @nodes, with ' for ". */
typedef struct
{
  MillRun   *run;
  GPtrArray *events;
  GMutex     lock;
  MillState  end;
} CacheTrial;

/* @more: further members of the document, each with a comma before it, or NULL. */
CacheTrial *cache_trial_new        (CacheHome   *home,
                                    const char  *nodes,
                                    const char  *more,
                                    gboolean     from_scratch);
/* One that only tells what is known. */
CacheTrial *cache_trial_new_recall (CacheHome   *home,
                                    const char  *nodes);
CacheTrial *cache_trial_run        (CacheHome   *home,
                                    const char  *nodes);
void        cache_trial_free       (CacheTrial  *self);
MillState   cache_trial_get_state  (CacheTrial  *self,
                                    const char  *node);
/* "a:reused b:done" of the last state of every node, sorted. */
char       *cache_trial_describe   (CacheTrial  *self);
void        cache_trial_assert     (CacheTrial  *self,
                                    const char  *states);
/* "the event's kind" of @node, in the order they came; new reference, or NULL. */
MillEvent  *cache_trial_find       (CacheTrial  *self,
                                    MillEventKind kind,
                                    const char  *node);
guint       cache_trial_count      (CacheTrial  *self,
                                    MillEventKind kind,
                                    const char  *node);
/* The numbers in the first column of an output, as text. */
char       *cache_trial_read       (CacheTrial  *self,
                                    const char  *node,
                                    const char  *port);
/* What a run would do: "a: reuse\nb: run (it has never run)\n". */
char       *cache_home_forecast    (CacheHome   *self,
                                    const char  *nodes,
                                    const char  *more);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CacheHome, cache_home_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CacheTrial, cache_trial_free)

G_END_DECLS
