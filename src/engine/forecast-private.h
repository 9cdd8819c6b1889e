/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/cache-private.h"
#include "engine/forecast.h"
#include "engine/paths.h"
#include "engine/pipeline-memory.h"
#include "engine/plan.h"

G_BEGIN_DECLS

/* How a run and a forecast decide alike. Digests of sources come in one by one; keys follow them from the
 * sources on, verdicts follow the keys back from the ends: a node is needed when somebody who runs reads it,
 * and is reused when the cache has what is needed of it. */
typedef struct _MillForecast MillForecast;

/* A node before its key is known. */
typedef struct
{
  MillPlanNode *plan;
  GArray       *files;      /* MillKeyFile; strings of its own */
  gboolean      unreadable; /* a source has no digest, and will have none */
  gboolean      settled;    /* @key is what it will be; NULL: it has none */
  MillKey      *key;
  char         *served;     /* the key of a pinned result, which others take for its own; or NULL */
  MillVerdict   verdict;
  gboolean      needed;
} MillForecastState;

/* Is there, under @key, what is wanted of @node? @ports: names of outputs. Not @needed: what there is would be
 * good to have, and the answer does not matter. */
typedef gboolean (*MillForecastFind) (MillForecastState *node,
                                      const char        *key,
                                      GPtrArray         *ports,
                                      gboolean           needed,
                                      gpointer           data);

/* References @cache (may be NULL); borrows the rest. */
MillForecast      *mill_forecast_new         (MillPlan           *plan,
                                              MillBindings       *values,
                                              GArray             *paths,
                                              MillCache          *cache,
                                              MillPipelineMemory *memory,
                                              gboolean            from_scratch);
void               mill_forecast_free        (MillForecast       *self);
MillForecastState *mill_forecast_get         (MillForecast       *self,
                                              guint               index);
/* Looks up the digests that are remembered. The paths of those that are to be read: borrowed strings. */
GPtrArray         *mill_forecast_find_digests (MillForecast      *self,
                                              guint               index);
/* NULL: the file cannot be read. */
void               mill_forecast_set_digest  (MillForecast       *self,
                                              guint               index,
                                              const char         *path,
                                              const char         *digest);
/* Makes the keys that can be made by now. */
void               mill_forecast_settle_keys (MillForecast       *self);
/* Goes on as far as what is known reaches. */
void               mill_forecast_settle      (MillForecast       *self,
                                              MillForecastFind    find,
                                              gpointer            data);
/* The key of what others get from a node; NULL: none, or not known yet. */
const char        *mill_forecast_get_key     (MillForecast       *self,
                                              guint               index);

/* forecast-compare.c: adds to @reasons how @now differs from @before, records of keys (key.h). */
void               mill_reasons_compare      (GPtrArray          *reasons,
                                              JsonObject         *before,
                                              JsonObject         *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillForecast, mill_forecast_free)

G_END_DECLS
