/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nodes/csv-head.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "nodes/source-file.h"
#include "pipeline/diagnostic.h"

#define HEAD_SIZE (4 * 1024 * 1024)
/* So many lines decide about the separator. */
#define N_SAMPLED 200
/* More bytes than this in one pair of quotes: one of them was never closed. */
#define LONGEST_QUOTED (1024 * 1024)
/* So many letters of a line are shown. */
#define MOST_SHOWN 60

static const char candidates[] = { ',', ';', '\t', '|' };

/* Goes through the text line by line; a quoted cell may hold line breaks. */
typedef struct
{
  const char *at;
  const char *end;
  const char *start;        /* of the present record */
  guint       line;         /* of the present record, from 1 */
  guint       next_line;
  guint       n_cells;
  gboolean    last_empty;   /* the last cell is: the line ends with a separator */
  gboolean    open;         /* the text ended within quotes */
} Scanner;

static void
scanner_init (Scanner    *self,
              const char *text,
              gsize       length)
{
  *self = (Scanner) { .at = text, .end = text + length, .next_line = 1 };
}

/* Moves over a quoted cell to what follows its closing quote. */
static void
skip_quoted (Scanner *self,
             char     quote)
{
  self->at++;
  while (self->at < self->end)
    {
      if (*self->at == quote)
        {
          if (self->at + 1 < self->end && self->at[1] == quote)
            self->at++;
          else
            {
              self->at++;
              return;
            }
        }
      else if (*self->at == '\n')
        self->next_line++;
      self->at++;
    }
  self->open = TRUE;
}

/* Moves over one cell and adds it to @cells, unless that is NULL. */
static void
scan_cell (Scanner              *self,
           const MillCsvDialect *dialect,
           char                  delimiter,
           GPtrArray            *cells)
{
  const char *start = self->at;
  gboolean quoted = dialect->quote != 0 && self->at < self->end && *self->at == dialect->quote;
  gsize length;

  if (quoted)
    skip_quoted (self, dialect->quote);
  while (self->at < self->end && *self->at != delimiter && *self->at != '\n' && *self->at != '\r')
    self->at++;

  length = self->at - start;
  self->n_cells++;
  self->last_empty = length == 0;
  if (cells == NULL)
    return;
  if (quoted && length >= 2 && start[length - 1] == dialect->quote)
    {
      g_auto (GStrv) parts = NULL;
      g_autofree char *inner = g_strndup (start + 1, length - 2);
      char once[] = { dialect->quote, '\0' };
      char twice[] = { dialect->quote, dialect->quote, '\0' };

      parts = g_strsplit (inner, twice, -1);
      g_ptr_array_add (cells, g_strjoinv (once, parts));
    }
  else
    g_ptr_array_add (cells, g_strndup (start, length));
}

/* The next record that is not blank. FALSE at the end. */
static gboolean
scan_record (Scanner              *self,
             const MillCsvDialect *dialect,
             char                  delimiter,
             GPtrArray            *cells)
{
  while (self->at < self->end && (*self->at == '\n' || *self->at == '\r'))
    {
      if (*self->at == '\n')
        self->next_line++;
      self->at++;
    }
  if (self->at >= self->end)
    return FALSE;

  self->start = self->at;
  self->line = self->next_line;
  self->n_cells = 0;
  scan_cell (self, dialect, delimiter, cells);
  while (self->at < self->end && *self->at == delimiter)
    {
      self->at++;
      scan_cell (self, dialect, delimiter, cells);
    }

  return TRUE;
}

/* The separator that cuts most lines into as many cells as the first, at least two of them. */
static char
find_delimiter (const char           *text,
                gsize                 length,
                const MillCsvDialect *dialect)
{
  char best = ',';
  guint best_score = 0;
  guint best_cells = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      Scanner scanner;
      guint n_cells, score = 0;

      scanner_init (&scanner, text, length);
      if (!scan_record (&scanner, dialect, candidates[i], NULL) || scanner.n_cells < 2)
        continue;

      n_cells = scanner.n_cells;
      for (guint n = 0; n < N_SAMPLED && scan_record (&scanner, dialect, candidates[i], NULL); n++)
        score += scanner.n_cells == n_cells;
      if (best_cells == 0 || score > best_score || (score == best_score && n_cells > best_cells))
        {
          best = candidates[i];
          best_score = score;
          best_cells = n_cells;
        }
    }

  return best;
}

/* What a message needs to say where the trouble is. */
typedef struct
{
  const char *name;     /* of the file */
  const char *param;
  guint       skipped;  /* lines before the text */
} Place;

/* The beginning of the line at @start, for a message. */
static char *
show_line (const char *start,
           const char *end)
{
  gsize length = 0;
  g_autofree char *valid = NULL;
  g_autofree char *cut = NULL;

  while (start + length < end && start[length] != '\n' && start[length] != '\r' &&
         length < MOST_SHOWN * 6)
    length++;
  valid = g_utf8_make_valid (start, length);
  for (char *p = valid; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  if (g_utf8_strlen (valid, -1) <= MOST_SHOWN)
    return g_steal_pointer (&valid);
  cut = g_utf8_substring (valid, 0, MOST_SHOWN);

  return g_strconcat (cut, "…", NULL);
}

static guint
count_lines (const char *text,
             const char *until)
{
  guint line = 1;

  for (; text < until; text++)
    line += *text == '\n';

  return line;
}

static gboolean
check_text (const char            *text,
            gsize                  length,
            gboolean               whole,
            const Place           *place,
            const MillCsvDialect  *dialect,
            GError               **error)
{
  const char *param = place->param;
  const char *end;

  if (mill_source_is_parquet (text, length))
    {
      mill_fail_param (error, param, _("Use Read Parquet for it"),
                       _("“%s” is a Parquet file, not a CSV file"), place->name);
      return FALSE;
    }
  if (memchr (text, '\0', length) != NULL)
    {
      mill_fail_param (error, param, _("Choose a text file, or another encoding"),
                       _("“%s” is not a text file"), place->name);
      return FALSE;
    }
  /* The end of a part may cut a character in two. */
  if (dialect->utf8 && !g_utf8_validate_len (text, length, &end) &&
      (whole || end + 4 <= text + length))
    {
      const char *start = end;
      g_autofree char *shown = NULL;

      while (start > text && start[-1] != '\n' && start[-1] != '\r' && end - start < MOST_SHOWN / 2)
        start--;
      shown = show_line (start, text + length);
      mill_fail_param (error, param, _("Choose another encoding, Latin-1 for example"),
                       _("Line %u of “%s” is not UTF-8: “%s”"), count_lines (text, end),
                       place->name, shown);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_records (const char            *text,
               gsize                  length,
               gboolean               whole,
               char                   delimiter,
               const Place           *place,
               const MillCsvDialect  *dialect,
               GError               **error)
{
  Scanner scanner;
  guint n_cells, first_line;

  scanner_init (&scanner, text, length);
  scan_record (&scanner, dialect, delimiter, NULL);
  n_cells = scanner.n_cells;
  first_line = scanner.line;

  while (!scanner.open && scan_record (&scanner, dialect, delimiter, NULL))
    {
      g_autofree char *shown = NULL;

      /* The last line of a part is only a part of a line. */
      if (!whole && scanner.at >= scanner.end)
        break;
      if (scanner.open || scanner.n_cells == n_cells ||
          (scanner.n_cells == n_cells + 1 && scanner.last_empty))
        continue;

      shown = show_line (scanner.start, scanner.end);
      mill_fail_param (error, place->param,
                       _("Correct the line, or choose what happens to bad rows"),
                       ngettext ("Line %u of “%s” has %u cell, but line %u has %u: “%s”",
                                 "Line %u of “%s” has %u cells, but line %u has %u: “%s”",
                                 scanner.n_cells), scanner.line + place->skipped, place->name,
                       scanner.n_cells, first_line + place->skipped, n_cells, shown);
      return FALSE;
    }

  if (scanner.open && (whole || scanner.end - scanner.at > LONGEST_QUOTED))
    {
      g_autofree char *shown = show_line (scanner.start, scanner.end);

      mill_fail_param (error, place->param, _("Close it, or choose another quote character"),
                       _("A quote is opened in line %u of “%s” and never closed: “%s”"),
                       scanner.line + place->skipped, place->name, shown);
      return FALSE;
    }

  return TRUE;
}

/* Moves @text over the lines that are not part of the table. How many there were. */
static guint
skip_lines (const char **text,
            gsize       *length,
            guint        n_lines)
{
  guint n = 0;

  for (; n < n_lines && *length > 0; n++)
    {
      const char *end = memchr (*text, '\n', *length);
      gsize size = end != NULL ? (gsize) (end - *text) + 1 : *length;

      *text += size;
      *length -= size;
    }

  return n;
}

/* The database takes names without the spaces around them, those of other alphabets included, but
 * with tabs. */
static void
strip_spaces (char *name)
{
  char *start = name;
  char *end = name + strlen (name);

  if (!g_utf8_validate (name, -1, NULL))
    return;
  while (*start != '\0' && g_unichar_type (g_utf8_get_char (start)) == G_UNICODE_SPACE_SEPARATOR)
    start = g_utf8_next_char (start);
  while (end > start &&
         g_unichar_type (g_utf8_get_char (g_utf8_prev_char (end))) == G_UNICODE_SPACE_SEPARATOR)
    end = g_utf8_prev_char (end);
  memmove (name, start, end - start);
  name[end - start] = '\0';
}

gboolean
mill_csv_head_parse (MillCsvHead           *self,
                     const char            *text,
                     gsize                  length,
                     gboolean               whole,
                     const char            *name,
                     const char            *param,
                     const MillCsvDialect  *dialect,
                     GError               **error)
{
  Place place = { name, param, 0 };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  Scanner scanner;

  *self = (MillCsvHead) { 0 };
  if (!check_text (text, length, whole, &place, dialect, error))
    return FALSE;

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  place.skipped = skip_lines (&text, &length, dialect->skip);

  self->delimiter = dialect->delimiter != 0 ? dialect->delimiter
                                            : find_delimiter (text, length, dialect);
  scanner_init (&scanner, text, length);
  if (!scan_record (&scanner, dialect, self->delimiter, cells))
    {
      if (place.skipped > 0)
        mill_fail_param (error, param, _("Skip fewer lines"),
                         ngettext ("“%s” ends with the %u line that is skipped",
                                   "“%s” ends with the %u lines that are skipped", place.skipped),
                         name, place.skipped);
      else
        mill_fail_param (error, param, _("It should have a line with the names of its columns"),
                         _("“%s” is empty"), name);
      return FALSE;
    }
  for (guint i = 0; i < cells->len; i++)
    strip_spaces (g_ptr_array_index (cells, i));
  g_ptr_array_add (cells, NULL);
  self->first = (GStrv) g_ptr_array_free (g_steal_pointer (&cells), FALSE);

  if (!dialect->uneven &&
      !check_records (text, length, whole, self->delimiter, &place, dialect, error))
    {
      mill_csv_head_clear (self);
      return FALSE;
    }

  return TRUE;
}

gboolean
mill_csv_head_read (MillCsvHead           *self,
                    const char            *path,
                    const char            *param,
                    const MillCsvDialect  *dialect,
                    GError               **error)
{
  g_autofree char *name = g_path_get_basename (path);
  gsize length = 0;
  g_autofree char *text = mill_source_read_head (path, param, HEAD_SIZE, &length, error);

  *self = (MillCsvHead) { 0 };
  if (text == NULL)
    return FALSE;

  return mill_csv_head_parse (self, text, length, length < HEAD_SIZE, name, param, dialect, error);
}

void
mill_csv_head_clear (MillCsvHead *self)
{
  g_clear_pointer (&self->first, g_strfreev);
}
