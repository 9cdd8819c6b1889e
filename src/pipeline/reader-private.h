/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline-private.h"
#include "pipeline/reader.h"

G_BEGIN_DECLS

/* One file being read. Nothing of it is lost: what is understood becomes values of the pipeline, all
 * the rest goes to @extra in the shape of the file, or into the value that it belongs to. */
typedef struct
{
  MillPipeline *pipeline;
  GHashTable   *lines;      /* JsonNode* -> line */
  GPtrArray    *problems;   /* or NULL */
  JsonObject   *root;
  JsonObject   *extra;
  guint         n_hints;    /* given for links from nowhere */
} MillReader;

/* Reports a problem at the line of @where (NULL: none). Returns what it reported, to say more of it,
 * or NULL where nobody wants to know. */
MillDiagnostic *mill_reader_report (MillReader   *self,
                                    MillSeverity  severity,
                                    const char   *node,
                                    JsonNode     *where,
                                    const char   *hint,
                                    const char   *format,
                                    ...) G_GNUC_PRINTF (6, 7);
/* “Did you mean ...?” or NULL; new string. */
char           *mill_reader_hint   (const char   *suggestion);
/* Can it be an id? Neither empty, nor with '.', '/' or control characters. */
gboolean        mill_reader_is_id  (const char   *id);
/* Puts the member of @from, if it is there, into @to, which is made when it is NULL. */
void            mill_reader_keep   (JsonObject  **to,
                                    JsonObject   *from,
                                    const char   *name);
/* Keeps all members that @known (ends with NULL) does not have, and notes them. */
void            mill_reader_keep_unknown (MillReader        *self,
                                          JsonObject       **to,
                                          JsonObject        *from,
                                          const char *const *known,
                                          const char        *node);

/* The sections of self->root: all of a file or of a component but what is told about it as a whole,
 * which @known names and its reader reads. */
void            mill_reader_read_sections    (MillReader        *self,
                                              const char *const *known);
/* What a node of the type "component" holds. */
void            mill_reader_read_component   (MillReader *self,
                                              MillNode   *node,
                                              JsonObject *json);
void            mill_reader_read_nodes       (MillReader *self,
                                              JsonObject *nodes);
void            mill_reader_read_layout      (MillReader *self,
                                              JsonObject *layout);
void            mill_reader_read_parameters  (MillReader *self,
                                              JsonObject *parameters);
/* Keeps and reports what a merge left to be chosen. */
void            mill_reader_read_conflicts   (MillReader *self);
/* Once all nodes are there: gives links the port that they mean, and reports those that cannot be. */
void            mill_reader_check_links      (MillReader *self);

G_END_DECLS
