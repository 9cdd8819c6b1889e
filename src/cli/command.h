/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Exit codes, as the manual page lists them. */
typedef enum
{
  MILL_EXIT_DONE      = 0,
  MILL_EXIT_FAILED    = 1,    /* the pipeline failed, or an answer is "no" */
  MILL_EXIT_USAGE     = 2,
  MILL_EXIT_INVALID   = 3,    /* the file is not a valid pipeline */
  MILL_EXIT_CANCELLED = 130,
} MillExit;

/* A subcommand of millctl: one file each. @argv starts with the subcommand's name. */
typedef struct
{
  const char *name;
  const char *summary;                       /* N_(), for the list of commands */
  int       (*run) (int argc, char **argv);
} MillCommand;

extern const MillCommand mill_command_run;
extern const MillCommand mill_command_check;
extern const MillCommand mill_command_show;
extern const MillCommand mill_command_why;
extern const MillCommand mill_command_schema;
extern const MillCommand mill_command_fmt;
extern const MillCommand mill_command_diff;
extern const MillCommand mill_command_merge;
extern const MillCommand mill_command_nodes;
extern const MillCommand mill_command_runs;
extern const MillCommand mill_command_help;

/* All of them in the order of the help; ends with NULL. */
extern const MillCommand *const mill_commands[];

/* Runs the command of @commands that argv[0] names; MILL_EXIT_USAGE where there is none, with
 * the most similar one as a hint. @parent: "millctl". */
int  mill_commands_dispatch (const MillCommand *const *commands,
                             const char               *parent,
                             int                       argc,
                             char                    **argv);
/* The list of @commands, as shown in a help text. New string. */
char *mill_commands_describe (const MillCommand *const *commands);

G_END_DECLS
