/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/options.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/output.h"
#include "pipeline/suggest.h"

#define MOST_THREADS 1024

/* The long option that was most likely meant by one that does not exist. */
static const char *
suggest_option (const MillUsage *usage,
                const char      *option)
{
  MillSuggestion suggestion;

  mill_suggestion_init (&suggestion, option);
  for (const GOptionEntry *entry = usage->entries; entry->long_name; entry++)
    if (*entry->long_name)
      mill_suggestion_offer (&suggestion, entry->long_name);
  mill_suggestion_offer (&suggestion, "help");

  return mill_suggestion_finish (&suggestion);
}

static void
tell_unknown_option (const MillUsage  *usage,
                     const GError     *error,
                     char            **argv)
{
  for (guint i = 1; argv[i] && !g_str_equal (argv[i], "--"); i++)
    {
      g_autofree char *option = NULL;
      const char *meant;

      /* GOption names the option in its message, and only there. */
      if (!g_str_has_prefix (argv[i], "--") || strstr (error->message, argv[i]) == NULL)
        continue;

      option = g_strndup (argv[i] + 2, strcspn (argv[i] + 2, "="));
      meant = suggest_option (usage, option);
      if (meant)
        {
          mill_output_error (_("no such option “--%s”; did you mean “--%s”?"), option, meant);
          return;
        }
    }

  mill_output_error (_("%s; “%s --help” lists the options"), error->message, g_get_prgname ());
}

/* The option that came last, without the value that it needs; NULL where it is something else. */
static const GOptionEntry *
find_without_value (const MillUsage  *usage,
                    char            **argv)
{
  const char *last = argv[g_strv_length (argv) - 1];

  for (const GOptionEntry *entry = usage->entries; entry->long_name; entry++)
    {
      const char short_option[] = { '-', entry->short_name, '\0' };

      if (entry->arg_description == NULL)
        continue;
      if ((g_str_has_prefix (last, "--") && g_str_equal (last + 2, entry->long_name)) ||
          (entry->short_name && g_str_equal (last, short_option)))
        return entry;
    }

  return NULL;
}

static void
tell_failure (const MillUsage  *usage,
              const GError     *error,
              char            **argv)
{
  const GOptionEntry *entry = NULL;

  if (g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE))
    entry = find_without_value (usage, argv);

  if (g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
    tell_unknown_option (usage, error, argv);
  else if (entry)
    mill_output_error (_("--%s needs a value: --%s %s"), entry->long_name, entry->long_name,
                       _(entry->arg_description));
  else
    mill_output_error ("%s", error->message);
}

GStrv
mill_options_parse (const MillUsage  *usage,
                    int               argc,
                    char            **argv,
                    int              *code)
{
  g_autoptr (GOptionContext) context = g_option_context_new (_(usage->arguments));
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) given = g_strdupv (argv);
  g_auto (GStrv) rest = NULL;
  g_auto (GStrv) parsed = g_strdupv (argv);
  gboolean help = FALSE;
  const GOptionEntry common[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_("Show this help and exit"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &rest, NULL, NULL },
    G_OPTION_ENTRY_NULL
  };

  /* Our own --help, since GOption's leaves the program at once. */
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _(usage->summary));
  if (usage->description)
    g_option_context_set_description (context, _(usage->description));
  g_option_context_add_main_entries (context, usage->entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);

  if (!g_option_context_parse_strv (context, &parsed, &error))
    {
      tell_failure (usage, error, given);
      *code = MILL_EXIT_USAGE;
      return NULL;
    }

  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      mill_output_text (text);
      *code = MILL_EXIT_DONE;
      return NULL;
    }

  if (rest == NULL)
    rest = g_new0 (char *, 1);

  if (g_strv_length (rest) < usage->n_least || g_strv_length (rest) > usage->n_most)
    {
      if (g_strv_length (rest) < usage->n_least)
        mill_output_error (_("something is missing; expected: %s"), _(usage->arguments));
      else
        mill_output_error (_("“%s” is too much; expected: %s"), rest[usage->n_most],
                           _(usage->arguments));
      *code = MILL_EXIT_USAGE;
      return NULL;
    }

  return g_steal_pointer (&rest);
}

gboolean
mill_options_parse_count (const char *option,
                          const char *text,
                          gint64      least,
                          gint64      most,
                          gint64     *value)
{
  g_autofree char *low = g_strdup_printf ("%" G_GINT64_FORMAT, least);
  g_autofree char *high = g_strdup_printf ("%" G_GINT64_FORMAT, most);

  if (text == NULL || g_ascii_string_to_signed (text, 10, least, most, value, NULL))
    return TRUE;

  if (most == G_MAXINT64)
    mill_output_error (_("%s: “%s” is not a whole number from %s on"), option, text, low);
  else
    mill_output_error (_("%s: “%s” is not a whole number from %s to %s"), option, text, low, high);

  return FALSE;
}

gboolean
mill_options_parse_threads (const char *text,
                            guint      *threads)
{
  gint64 count = *threads;

  if (!mill_options_parse_count ("--threads", text, 1, MOST_THREADS, &count))
    return FALSE;

  *threads = count;

  return TRUE;
}

gboolean
mill_options_parse_size (const char *option,
                         const char *text,
                         guint64    *bytes)
{
  static const char units[] = "KMGT";
  char *end = NULL;
  const char *unit = NULL;
  double number;

  if (text == NULL)
    return TRUE;

  number = g_ascii_strtod (text, &end);
  while (g_ascii_isspace (*end))
    end++;
  if (*end)
    unit = strchr (units, g_ascii_toupper (*end));
  if (unit)
    {
      number *= pow (1024, unit - units + 1);
      end++;
      if (g_ascii_tolower (*end) == 'i')
        end++;
    }
  if (g_ascii_tolower (*end) == 'b')
    end++;

  if (end == text || *end || !isfinite (number) || number < 1 || number >= 1e18)
    {
      mill_output_error (_("%s: “%s” is not a size; write for example 512M or 2G"), option, text);
      return FALSE;
    }

  *bytes = number;

  return TRUE;
}

gboolean
mill_options_parse_memory (const char *text,
                           guint64    *bytes)
{
  return mill_options_parse_size ("--memory", text, bytes);
}

gboolean
mill_options_parse_choice (const char        *option,
                           const char        *text,
                           const char *const *names,
                           guint             *index)
{
  g_autofree char *all = NULL;

  *index = 0;
  if (text == NULL)
    return TRUE;

  for (guint i = 0; names[i]; i++)
    {
      if (g_str_equal (names[i], text))
        {
          *index = i;
          return TRUE;
        }
    }

  all = g_strjoinv (", ", (char **) names);
  mill_output_error (_("%s: “%s” is none of %s"), option, text, all);

  return FALSE;
}
