/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* What two versions of a document differ in, fact by fact. */

typedef enum
{
  MILL_FACT_NAME,        /* of the pipeline, or of the one in a component */
  MILL_FACT_PARAMETER,   /* of the pipeline: { "type", "default", "description" } */
  MILL_FACT_NODE,        /* that it is there; the value is its type */
  MILL_FACT_TYPE,        /* of a node that stays */
  MILL_FACT_VERSION,     /* of its type */
  MILL_FACT_TITLE,
  MILL_FACT_BYPASSED,
  MILL_FACT_PINNED,
  MILL_FACT_SETTING,     /* a parameter of a node */
  MILL_FACT_INPUT,       /* what is linked to a port: "node.port", { "from", "muted" }, or a list of these */
  MILL_FACT_ORIGIN,      /* of a component: { "name", "digest" } */
  MILL_FACT_PLACE,       /* of a node: { "x", "y" } */
  MILL_FACT_FRAME,       /* { "title", "color", "x", "y", "width", "height" } */
  MILL_FACT_NOTE,        /* { "text", ... } */
  MILL_FACT_OTHER,       /* what this build does not know: of the whole, or of a node */
  MILL_FACT_OTHER_INPUT, /* of a node's inputs */
  MILL_FACT_OTHER_PLACE, /* of a node's place */
} MillFact;

typedef struct
{
  MillFact   fact;
  char      *node;       /* its path ("clean/impute"), or that of the component; NULL: of the whole */
  char      *name;       /* of the parameter, setting, port, frame, note or unknown member; or NULL */
  JsonNode  *before;     /* NULL: not there; a setting then has its default */
  JsonNode  *after;
} MillDifference;

/* Sorted: the name, parameters, frames and notes, then node by node, each with what is within it. Of a node that
 * only one of them has, every fact is told. Both must be of one catalogue. New array that owns
 * its MillDifference. */
GPtrArray  *mill_differences_list            (MillPipeline         *before,
                                              MillPipeline         *after);
void        mill_difference_free             (MillDifference       *self);
/* Whether it can change no result: titles, places, frames, notes. */
gboolean    mill_difference_is_cosmetic      (const MillDifference *self);
/* A value on one line, as the file has it. New string. */
char       *mill_fact_value_to_text          (JsonNode             *value);
/* "setting"; never translated. */
const char *mill_fact_get_name               (MillFact              self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillDifference, mill_difference_free)

G_END_DECLS
