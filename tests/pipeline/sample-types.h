/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/catalogue.h"
#include "pipeline/diagnostic.h"
#include "pipeline/history.h"
#include "pipeline/reader.h"

/* A small catalogue in which every kind of port and parameter occurs. */
extern const MillCatalogue sample_catalogue;

typedef struct
{
  char   *name;
  char   *expression;
  double  weight;
  int     order;
} SampleColumn;

typedef struct
{
  char       *path;
  gboolean    header;
  gint64      rows;
  double      share;
  double      limit;
  int         mode;
  char       *mode_detail;
  char      **columns;
  GPtrArray  *formulas;
} SampleSettings;

/* Reads @text, which must be a pipeline; with @problems NULL there must be none. */
MillPipeline *sample_read      (const char    *text,
                                GPtrArray     *problems);
/* A value from JSON text, with ' for ". */
JsonNode     *sample_json      (const char    *text);
/* @text with " for '. */
char         *sample_quote     (const char    *text);
/* The one error of domain MILL_ERROR must say this; clears it. */
void          sample_assert_error (GError    **error,
                                   const char *message);
/* The first of @problems that says this, or NULL. */
const MillDiagnostic *
              sample_find_message (GPtrArray   *problems,
                                   const char  *message);
/* read -> filter -> write, each with its type's name as id. */
MillPipeline *sample_pipeline  (void);
