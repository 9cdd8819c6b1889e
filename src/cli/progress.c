/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/progress.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "cli/terminal.h"
#include "engine/remaining.h"

#define WIDEST_LABEL 26
#define NARROWEST_LABEL 12
#define WIDEST_BAR 30
#define NARROWEST_BAR 5
#define PERCENT_WIDTH 7
#define REMAINING_WIDTH 20
#define PULSE_SPEED 10   /* columns a second */

typedef struct
{
  char   *node;
  char   *label;
  double  fraction;   /* NAN: not known */
  double  left;       /* seconds, at @told; NAN: not known */
  gint64  told;       /* monotonic */
  gint64  started;    /* monotonic */
} Line;

struct _MillProgress
{
  GPtrArray *lines;    /* of Line */
  guint      n_drawn;
  guint      n_done;
  guint      n_all;
  double     left;     /* of all, in seconds; NAN: not known */
};

static gboolean cursor_is_hidden;

static void
free_line (gpointer data)
{
  Line *line = data;

  g_free (line->node);
  g_free (line->label);
  g_free (line);
}

/* All of a frame at once: a terminal never shows half of one. */
static void
write_frame (const char *text,
             gsize       length)
{
  fflush (stderr);
  while (length > 0)
    {
      gssize n_written = write (STDERR_FILENO, text, length);

      if (n_written <= 0)
        return;

      text += n_written;
      length -= n_written;
    }
}

MillProgress *
mill_progress_new (void)
{
  MillProgress *self = g_new0 (MillProgress, 1);

  self->lines = g_ptr_array_new_with_free_func (free_line);
  self->left = NAN;

  return self;
}

void
mill_progress_free (MillProgress *self)
{
  if (self == NULL)
    return;

  mill_progress_clear (self);
  mill_progress_restore_terminal ();
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static Line *
find_line (MillProgress *self,
           const char   *node,
           guint        *index)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = self->lines->pdata[i];

      if (g_str_equal (line->node, node))
        {
          *index = i;
          return line;
        }
    }

  return NULL;
}

void
mill_progress_begin (MillProgress *self,
                     const char   *node,
                     const char   *label)
{
  guint index;
  Line *line;

  if (find_line (self, node, &index))
    return;

  line = g_new0 (Line, 1);
  line->node = g_strdup (node);
  line->label = g_strdup (label);
  line->fraction = NAN;
  line->left = NAN;
  line->started = g_get_monotonic_time ();
  g_ptr_array_add (self->lines, line);
}

void
mill_progress_advance (MillProgress *self,
                       const char   *node,
                       double        fraction,
                       double        left)
{
  guint index;
  Line *line = find_line (self, node, &index);

  if (line == NULL)
    return;

  line->fraction = CLAMP (fraction, 0, 1);
  line->left = left;
  line->told = g_get_monotonic_time ();
}

void
mill_progress_end (MillProgress *self,
                   const char   *node)
{
  guint index;

  if (find_line (self, node, &index))
    g_ptr_array_remove_index (self->lines, index);
}

void
mill_progress_set_count (MillProgress *self,
                         guint         n_done,
                         guint         n_all)
{
  self->n_done = n_done;
  self->n_all = n_all;
}

void
mill_progress_set_left (MillProgress *self,
                        double        left)
{
  self->left = left;
}

static void
append_piece (GString    *frame,
              MillStyle   style,
              const char *glyph,
              guint       width)
{
  g_string_append (frame, mill_terminal_begin (MILL_STDERR, style));
  for (guint i = 0; i < width; i++)
    g_string_append (frame, glyph);
  g_string_append (frame, mill_terminal_end (MILL_STDERR, style));
}

static void
append_bar (GString *frame,
            double   fraction,
            guint    width)
{
  guint filled = fraction * width + 0.5;

  append_piece (frame, MILL_STYLE_ACCENT, "━", filled);
  append_piece (frame, MILL_STYLE_DIM, "─", width - filled);
}

/* Something is going on, and nobody knows how much of it there is: a piece goes to and fro. */
static void
append_pulse (GString *frame,
              double   seconds,
              guint    width)
{
  guint length = MAX (width / 4, 1);
  guint way = width - length;
  guint place = (guint) (seconds * PULSE_SPEED) % (2 * way);

  if (place > way)
    place = 2 * way - place;
  append_piece (frame, MILL_STYLE_DIM, "─", place);
  append_piece (frame, MILL_STYLE_ACCENT, "━", length);
  append_piece (frame, MILL_STYLE_DIM, "─", way - place);
}

/* What is left as time goes on, while nothing new is told; when it is up, nobody knows. */
static char *
dup_remaining (Line *line)
{
  double left = line->left - (g_get_monotonic_time () - line->told) / 1e6;

  return left > 0 ? mill_remaining_dup_words (left) : g_strdup ("");
}

/* "Trees to compare ━━━━━━━━─────── 52 % 1.3 s about 2 s left": the bar and the times where there is room. */
static void
append_line (GString *frame,
             Line    *line,
             guint    columns)
{
  double seconds = (g_get_monotonic_time () - line->started) / 1e6;
  g_autofree char *elapsed = g_strdup_printf (_("%.1f s"), seconds);
  guint elapsed_width = MAX (mill_text_get_width (elapsed), 8);
  gboolean has_time = columns >= elapsed_width + NARROWEST_LABEL;
  guint label_width = MIN (WIDEST_LABEL, has_time ? columns - elapsed_width : columns);
  int bar_width = (int) columns - (int) (label_width + 2 + PERCENT_WIDTH + elapsed_width);
  gboolean has_remaining = bar_width >= NARROWEST_BAR + REMAINING_WIDTH;
  g_autofree char *label = mill_text_fit (line->label, label_width);

  mill_text_append_padded (frame, label, has_time ? label_width : 0, FALSE);
  if (!has_time)
    return;

  bar_width = MIN (bar_width - (has_remaining ? REMAINING_WIDTH : 0), WIDEST_BAR);
  if (bar_width >= NARROWEST_BAR)
    {
      g_autofree char *percent = NULL;

      g_string_append (frame, "  ");
      if (isnan (line->fraction))
        {
          append_pulse (frame, seconds, bar_width);
          percent = g_strdup ("");
        }
      else
        {
          append_bar (frame, line->fraction, bar_width);
          percent = g_strdup_printf (_("%d %%"), (int) (line->fraction * 100));
        }
      mill_text_append_padded (frame, percent, PERCENT_WIDTH, TRUE);
    }
  mill_text_append_padded (frame, elapsed, elapsed_width, TRUE);
  if (has_remaining)
    {
      g_autofree char *remaining = dup_remaining (line);
      g_autofree char *fitted = mill_text_fit (remaining, REMAINING_WIDTH - 1);

      mill_text_append_padded (frame, fitted, REMAINING_WIDTH, TRUE);
    }
}

/* "2 of 4 nodes, about 20 s left" */
static char *
dup_count (MillProgress *self)
{
  g_autofree char *left = self->left > 0 ? mill_remaining_dup_words (self->left) : NULL;

  if (left == NULL)
    return g_strdup_printf (_("%u of %u nodes"), self->n_done, self->n_all);

  /* Translators: how many of how many nodes have ended, and "about 20 s left". */
  return g_strdup_printf (_("%1$u of %2$u nodes, %3$s"), self->n_done, self->n_all, left);
}

void
mill_progress_draw (MillProgress *self)
{
  g_autoptr (GString) frame = g_string_new (NULL);
  guint columns, lines, n_shown;

  mill_terminal_get_size (MILL_STDERR, &columns, &lines);
  /* The last column stays empty: some terminals wrap as soon as it is written. */
  columns = MAX (columns, 2) - 1;
  n_shown = MIN (self->lines->len, MAX (lines, 4) - 3);

  if (!cursor_is_hidden)
    g_string_append (frame, "\033[?25l");
  cursor_is_hidden = TRUE;
  if (self->n_drawn > 0)
    g_string_append_printf (frame, "\033[%uA", self->n_drawn);

  for (guint i = 0; i < n_shown; i++)
    {
      append_line (frame, self->lines->pdata[i], columns);
      g_string_append (frame, "\033[K\n");
    }

  if (self->n_all > 0)
    {
      g_autofree char *count = dup_count (self);
      g_autofree char *fitted = mill_text_fit (count, columns);

      g_string_append (frame, mill_terminal_begin (MILL_STDERR, MILL_STYLE_DIM));
      g_string_append (frame, fitted);
      g_string_append (frame, mill_terminal_end (MILL_STDERR, MILL_STYLE_DIM));
      g_string_append (frame, "\033[K\n");
    }

  g_string_append (frame, "\033[J");
  self->n_drawn = n_shown + (self->n_all > 0 ? 1 : 0);
  write_frame (frame->str, frame->len);
}

void
mill_progress_clear (MillProgress *self)
{
  g_autofree char *frame = NULL;

  if (self->n_drawn == 0)
    return;

  frame = g_strdup_printf ("\033[%uA\033[J", self->n_drawn);
  write_frame (frame, strlen (frame));
  self->n_drawn = 0;
}

void
mill_progress_restore_terminal (void)
{
  static const char show[] = "\033[?25h";

  if (!cursor_is_hidden)
    return;

  cursor_is_hidden = FALSE;
  write_frame (show, strlen (show));
}
