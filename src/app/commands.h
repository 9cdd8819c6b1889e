/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Everything that can be done by a command: one table from which shortcuts, the shortcuts dialog and the
 * command palette are made. */
typedef enum
{
  MILL_COMMANDS_GENERAL,
  MILL_COMMANDS_RUNNING,
  MILL_COMMANDS_WINDOW,
  MILL_COMMANDS_TABS,
  MILL_COMMANDS_VIEW,
  MILL_COMMANDS_SELECTION,
  MILL_COMMANDS_NODES,
  MILL_COMMANDS_LINKS,
  MILL_N_COMMAND_GROUPS,
} MillCommandGroup;

/* What has to be there for a command to do something. */
typedef enum
{
  MILL_NEEDS_NOTHING,
  MILL_NEEDS_NODES,            /* a pipeline with at least one node */
  MILL_NEEDS_SELECTION,        /* something is selected */
  MILL_NEEDS_SELECTED_NODES,   /* at least one node is selected */
  MILL_NEEDS_ONE_NODE,         /* one node is selected */
} MillCommandNeeds;

typedef struct
{
  MillCommandGroup  group;
  const char       *action;      /* "win.save"; NULL: keys or a gesture, only to be shown */
  const char       *title;       /* N_() */
  const char       *keywords;    /* N_(), further words to find it by, separated by ';', or NULL */
  const char       *keys;        /* accelerators separated by spaces, the one to show first; NULL: none */
  const char       *pointer;     /* N_(), how the pointer does it, or NULL */
  MillCommandNeeds  needs;       /* beyond a pipeline, which every action of the canvas needs */
} MillCommand;

/* Ends with a command without title. */
const MillCommand *mill_commands_get             (void);
/* NULL where there is no such command. */
const MillCommand *mill_commands_find            (const char        *action);
const char        *mill_command_group_get_title  (MillCommandGroup   group);
/* Accelerators, NULL-terminated. Free with g_strfreev(). */
GStrv              mill_command_list_keys        (const MillCommand *self);
/* The first accelerator as people read it ("Ctrl+S"), or NULL. New string. */
char              *mill_command_get_key_label    (const MillCommand *self);
/* How well @text (words in any order) fits @title or @keywords (translated, NULL: none); 0: not at all.
 * Less than MILL_COMMAND_STRONG: a word was found by its letters only, with gaps between them. */
#define MILL_COMMAND_STRONG 100
int                mill_command_match            (const char        *title,
                                                  const char        *keywords,
                                                  const char        *text);

G_END_DECLS
