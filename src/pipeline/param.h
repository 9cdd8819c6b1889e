/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stddef.h>

G_BEGIN_DECLS

typedef enum
{
  MILL_PARAM_STRING = 1,  /* char *            JSON string */
  MILL_PARAM_BOOLEAN,     /* gboolean          JSON boolean */
  MILL_PARAM_INTEGER,     /* gint64            JSON integer */
  MILL_PARAM_NUMBER,      /* double            JSON number; NAN where none is set */
  MILL_PARAM_CHOICE,      /* int               JSON string: the choice's name */
  MILL_PARAM_STRINGS,     /* char **           JSON array of strings */
  MILL_PARAM_RECORDS,     /* GPtrArray *       JSON array of objects; each element a struct */
} MillParamKind;

/* What the value means; decides the editor in the form and what the engine does with it. */
typedef enum
{
  MILL_ROLE_NONE,
  MILL_ROLE_COLUMN,       /* the name of a column of the input */
  MILL_ROLE_COLUMNS,      /* names of columns of the input (kind STRINGS) */
  MILL_ROLE_NEW_COLUMN,   /* the name of a column that the node makes */
  MILL_ROLE_EXPRESSION,   /* an SQL expression over the input's columns */
  MILL_ROLE_READ_PATH,    /* a file the node reads, relative to the pipeline file */
  MILL_ROLE_WRITE_PATH,   /* a file the node writes, relative to the pipeline file */
  MILL_ROLE_SEED,
} MillRole;

typedef struct
{
  int         value;
  const char *name;       /* in the file */
  const char *label;      /* N_() */
} MillChoice;

typedef struct _MillParam MillParam;

/* A parameter of a node type. Declared with one of the member macros below. */
struct _MillParam
{
  const char       *member;          /* the C member; mill_param_get_name() gives the JSON name */
  MillParamKind     kind;
  size_t            offset;
  const char       *label;           /* N_() */
  const char       *help;            /* N_(), one sentence, or NULL */
  const char       *unit;            /* N_(), or NULL */
  MillRole          role;
  const char       *port;            /* for column roles: the input meant; NULL: the first */
  const char       *types;           /* for column roles: "number", "time", "class" or NULL: any */
  gboolean          required;        /* an empty value is an error */
  gboolean          advanced;        /* shown in the folded part of the form */
  const char       *default_string;  /* of strings; of others a reference that gives the default, or NULL */
  const char       *const *default_strings;
  gint64            default_integer; /* of booleans, integers and choices */
  double            default_number;
  double            minimum;         /* hard range; both 0: none */
  double            maximum;
  double            soft_minimum;    /* slider range; both 0: no slider */
  double            soft_maximum;
  double            step;            /* 0: 1 for integers, a hundredth of the range for numbers */
  int               digits;          /* decimals shown */
  const MillChoice *choices;         /* ends with a choice without name */
  const char       *suggestions;     /* free strings: suggested values separated by ';' or NULL */
  const MillParam  *fields;          /* of records: ends like a params table */
  size_t            record_size;
  const char       *visible_if;      /* "member=name|name": shown only when that member has one of
                                      * these values (choice names, "true", "false"); "member" alone:
                                      * when that value is not empty; NULL: always */
  const char       *name;            /* in the file; NULL: the member's with '-' for '_' */
};

#define MILL_MEMBER(Struct, m, T) \
  .member = #m, \
  .offset = offsetof (Struct, m) + 0 * sizeof (char[_Generic (((Struct *) 0)->m, T: 1, default: -1)])

#define MILL_STRING(Struct, m)  MILL_MEMBER (Struct, m, char *), .kind = MILL_PARAM_STRING
#define MILL_BOOLEAN(Struct, m) MILL_MEMBER (Struct, m, gboolean), .kind = MILL_PARAM_BOOLEAN
#define MILL_INTEGER(Struct, m) MILL_MEMBER (Struct, m, gint64), .kind = MILL_PARAM_INTEGER
#define MILL_NUMBER(Struct, m)  MILL_MEMBER (Struct, m, double), .kind = MILL_PARAM_NUMBER
#define MILL_CHOICE(Struct, m)  MILL_MEMBER (Struct, m, int), .kind = MILL_PARAM_CHOICE
#define MILL_STRINGS(Struct, m) MILL_MEMBER (Struct, m, char **), .kind = MILL_PARAM_STRINGS
#define MILL_RECORDS(Struct, m, Record, table) \
  MILL_MEMBER (Struct, m, GPtrArray *), .kind = MILL_PARAM_RECORDS, \
  .fields = (table), .record_size = sizeof (Record)

/* The name in the file. Interned. */
const char *mill_param_get_name         (const MillParam *self);
const MillChoice *mill_param_find_choice (const MillParam *self,
                                          const char      *name);
const char *mill_param_get_choice_name  (const MillParam *self,
                                         int              value);

G_END_DECLS
