/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MILL_STDOUT,
  MILL_STDERR,
} MillStream;

typedef enum
{
  MILL_STYLE_BOLD,
  MILL_STYLE_DIM,
  MILL_STYLE_ERROR,
  MILL_STYLE_WARNING,
  MILL_STYLE_GOOD,
  MILL_STYLE_ACCENT,
} MillStyle;

/* Is it a terminal whose cursor can be moved (not "dumb")? */
gboolean    mill_terminal_is_one     (MillStream   stream);
/* Columns and lines; 80 and 24 where it does not say. */
void        mill_terminal_get_size   (MillStream   stream,
                                      guint       *columns,
                                      guint       *lines);
/* What to write before and after text to style it: nothing in a pipe, or where NO_COLOR is set. */
const char *mill_terminal_begin      (MillStream   stream,
                                      MillStyle    style);
const char *mill_terminal_end        (MillStream   stream,
                                      MillStyle    style);
/* Columns that @text takes on a terminal: wide letters two, combining marks none. */
guint       mill_text_get_width      (const char  *text);
/* @text with spaces for its control characters, which could move the cursor or do worse; the ends of its
 * lines are left. New string. */
char       *mill_text_clean          (const char  *text);
/* @text on one line without control characters, cut to @width columns (the last one then "…"). */
char       *mill_text_fit            (const char  *text,
                                      guint        width);
/* @text, then (@right: before it) spaces up to @width columns. */
void        mill_text_append_padded  (GString     *to,
                                      const char  *text,
                                      guint        width,
                                      gboolean     right);

G_END_DECLS
