/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/output.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "pipeline/writer.h"

/* The error of the first write that failed. */
static int write_error;
/* Diagnostics on the standard error are JSON. */
static gboolean tells_json;
/* Or NULL. */
static char *title;

static void
note_failure (void)
{
  if (write_error == 0)
    write_error = errno ? errno : EIO;
}

void
mill_output_text (const char *text)
{
  if (write_error == 0 && fputs (text, stdout) == EOF)
    note_failure ();
}

void
mill_output_print (const char *format,
                   ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  mill_output_text (text);
}

/* On one line, without its end. Takes @json. */
static char *
write_json (JsonNode *json)
{
  g_autoptr (JsonNode) taken = json;

  return g_strchomp (mill_json_to_canonical (taken, TRUE));
}

void
mill_output_json (JsonNode *json)
{
  g_autofree char *text = write_json (json);

  mill_output_text (text);
  mill_output_text ("\n");
}

gboolean
mill_output_flush (void)
{
  if (write_error == 0 && fflush (stdout) == EOF)
    note_failure ();

  return write_error == 0;
}

gboolean
mill_output_close (void)
{
  if (mill_output_flush ())
    return TRUE;

  if (write_error == EPIPE)
    {
      /* Like any other program in a pipe whose reader has gone: ended by the signal, which was only
       * held off so that a run could be cancelled in order. */
      signal (SIGPIPE, SIG_DFL);
      raise (SIGPIPE);
    }

  mill_output_error (_("cannot write the output: %s"), g_strerror (write_error));

  return FALSE;
}

void
mill_output_tell_json (void)
{
  tells_json = TRUE;
}

gboolean
mill_output_tells_json (void)
{
  return tells_json;
}

void
mill_output_set_title (const char *text)
{
  g_set_str (&title, text);
}

void
mill_output_error (const char *format,
                   ...)
{
  g_autofree char *text = NULL;
  g_autofree char *clean = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  clean = mill_text_clean (text);
  mill_output_note ("%s: %s", g_get_prgname (), clean);
}

void
mill_output_note (const char *format,
                  ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  /* Where both go to one terminal, they come in the order in which they were written. */
  mill_output_flush ();
  fprintf (stderr, "%s%s%s\n", title != NULL ? title : "", title != NULL ? ": " : "", text);
}

void
mill_output_diagnostic (MillStream      stream,
                        MillDiagnostic *diagnostic)
{
  g_autofree char *raw = stream == MILL_STDERR && tells_json
                         ? write_json (mill_diagnostic_to_json (diagnostic))
                         : mill_diagnostic_to_text (diagnostic);
  g_autofree char *text = mill_text_clean (raw);
  const char *severity = mill_severity_get_name (diagnostic->severity);
  MillStyle style = diagnostic->severity == MILL_SEVERITY_ERROR ? MILL_STYLE_ERROR
                    : diagnostic->severity == MILL_SEVERITY_WARNING ? MILL_STYLE_WARNING
                    : MILL_STYLE_DIM;
  g_autofree char *line = NULL;

  /* The word in front is what has the colour. */
  if (g_str_has_prefix (text, severity))
    line = g_strconcat (mill_terminal_begin (stream, style), severity,
                        mill_terminal_end (stream, style), text + strlen (severity), NULL);
  else
    line = g_steal_pointer (&text);

  if (stream == MILL_STDOUT)
    mill_output_print ("%s\n", line);
  else
    mill_output_note ("%s", line);
}

void
mill_output_usage_problem (MillDiagnostic *diagnostic)
{
  if (tells_json)
    mill_output_diagnostic (MILL_STDERR, diagnostic);
  else if (diagnostic->hint)
    mill_output_error ("%s (%s)", diagnostic->message, diagnostic->hint);
  else
    mill_output_error ("%s", diagnostic->message);
}

void
mill_output_gerror (const GError *error)
{
  if (error->domain == MILL_ERROR || tells_json)
    {
      g_autoptr (MillDiagnostic) diagnostic = mill_error_dup_diagnostic (error, NULL);

      mill_output_diagnostic (MILL_STDERR, diagnostic);
    }
  else
    {
      mill_output_error ("%s", error->message);
    }
}
