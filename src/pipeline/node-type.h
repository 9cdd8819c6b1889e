/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pipeline/param.h"

G_BEGIN_DECLS

/* What flows through a port. */
typedef enum
{
  MILL_PORT_TABLE = 1,
  MILL_PORT_LEARNER,
  MILL_PORT_MODEL,
  MILL_PORT_CHART,
  MILL_PORT_REPORT,
} MillPortType;

typedef enum
{
  MILL_PORT_IN = 1,
  MILL_PORT_OUT,
} MillPortDirection;

typedef enum
{
  MILL_PORT_OPTIONAL = 1 << 0,   /* an input that may stay without a link */
  MILL_PORT_MULTIPLE = 1 << 1,   /* an input that takes any number of links, in order */
} MillPortFlags;

typedef struct
{
  const char        *name;
  const char        *label;
  MillPortDirection  direction;
  MillPortType       type;
  MillPortFlags      flags;
} MillPort;

typedef enum
{
  /* Its table costs next to nothing to read again: better than to keep a copy of it. */
  MILL_NODE_CHEAP   = 1 << 0,
  /* Its run reads its input more than once, which had better be kept for that. */
  MILL_NODE_REREADS = 1 << 1,
  /* It reads all of its input before it gives anything, and gives little: cheap to remember, dear to
   * compute again. */
  MILL_NODE_CONDENSES = 1 << 2,
} MillNodeFlags;

typedef enum
{
  MILL_CATEGORY_SOURCES,
  MILL_CATEGORY_COLUMNS,
  MILL_CATEGORY_ROWS,
  MILL_CATEGORY_COMBINE,
  MILL_CATEGORY_PREPARE,
  MILL_CATEGORY_LEARN,
  MILL_CATEGORY_EVALUATE,
  MILL_CATEGORY_SEE,
  MILL_CATEGORY_DELIVER,
  MILL_CATEGORY_COMPONENTS,
  MILL_N_CATEGORIES,
} MillCategory;

/* What compile, run and check work with is defined by the floors above. */
typedef struct _MillCompile MillCompile;
typedef struct _MillTask    MillTask;
typedef struct _MillArtifact MillArtifact;

/* A node type: plain constant data, one file each in nodes/. */
struct _MillNodeType
{
  const char      *id;           /* "filter-rows" */
  int              version;      /* counted from 1; a default never changes within one */
  MillCategory     category;
  MillNodeFlags    flags;
  const char      *icon;         /* name of a symbolic icon */
  const char      *label;        /* N_() */
  const char      *summary;      /* N_(), one sentence without a full stop */
  const char      *help;         /* N_(), Markdown, or NULL */
  const char      *keywords;     /* N_(), further words to find it by, separated by ';', or NULL */
  const MillPort  *ports;        /* ends with a port without name */
  const MillParam *params;       /* ends with a param without member */
  size_t           params_size;
  const char      *example;      /* tests/conformance/<example>.millrace.json */

  /* One sentence part that says what the settings do ("price > 100"), for the card; new string or
   * NULL. Works on incomplete settings too. */
  char *         (*describe) (const void *params);

  /* Exactly one of compile and run.
   *
   * compile: sets the SELECT of every table output through mill_compile_set_output().
   * run: does the work in a worker thread, and sets its outputs through mill_task_set_*(). Before
   * any run, declare says what the outputs will be (columns of tables, target of models). */
  gboolean       (*compile)  (const void *params, MillCompile *to, GError **error);
  gboolean       (*run)      (const void *params, MillTask *task, GError **error);
  gboolean       (*declare)  (const void *params, MillCompile *to, GError **error);

  /* What the settings and the incoming columns alone can tell; adds MillDiagnostic's to @problems. */
  void           (*check)    (const void *params, MillCompile *to, GPtrArray *problems);

  /* Changes @params, written by @version, to what @version + 1 reads: files are brought up step by step
   * when they are read (reader.h), and go on to mean what they meant, so where a default is another one
   * now, the old one is set. @params is as the file has it, which may be "${name}" where there are numbers.
   * FALSE: it cannot be; the node is kept as it is, and cannot run. */
  gboolean       (*upgrade)  (JsonObject *params, int version, GError **error);

  /* Makes an output that is no table again from the JSON it was remembered as: that it may be reused.
   * Such outputs of a type without this are always made anew. */
  MillArtifact * (*recall)   (JsonNode *json, GError **error);
  /* The library that does the work, with its version, where that is another than the engine: a result
   * of another version is another result. New string. */
  char *         (*dup_library) (void);
};

typedef struct _MillNodeType MillNodeType;

/* Declares the descriptor that the generated catalogue refers to. */
#define MILL_NODE_TYPE(symbol, ...) \
  extern const MillNodeType mill_node_type_##symbol; \
  const MillNodeType mill_node_type_##symbol = { __VA_ARGS__ };

const char      *mill_category_get_label      (MillCategory        category);
const char      *mill_category_get_name       (MillCategory        category);
const char      *mill_port_type_get_name      (MillPortType        type);
const char      *mill_port_type_get_label     (MillPortType        type);

const MillPort  *mill_node_type_find_port     (const MillNodeType *self,
                                               MillPortDirection   direction,
                                               const char         *name);
/* The index-th port of a direction, or NULL past the last. */
const MillPort  *mill_node_type_get_port      (const MillNodeType *self,
                                               MillPortDirection   direction,
                                               guint               index);
guint            mill_node_type_get_n_ports   (const MillNodeType *self,
                                               MillPortDirection   direction);
const MillParam *mill_node_type_find_param    (const MillNodeType *self,
                                               const char         *name);

G_END_DECLS
