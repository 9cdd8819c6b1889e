/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/format.h"

#include <math.h>
#include <string.h>

#define THIN_SPACE "\342\200\257"   /* U+202F: narrow, and no line breaks at it */
#define MINUS "\342\210\222"

/* "-1234.5" as people write it. */
static char *
dress (const char *plain)
{
  GString *text = g_string_new (NULL);
  const char *digits = plain;
  gsize n;

  if (*digits == '-')
    {
      digits++;
      /* Rounding may leave a zero with a sign. */
      if (strspn (digits, "0.") != strlen (digits))
        g_string_append (text, MINUS);
    }
  n = strspn (digits, "0123456789");
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append (text, THIN_SPACE);
      g_string_append_c (text, digits[i]);
    }
  g_string_append (text, digits + n);
  return g_string_free (text, FALSE);
}

static char *
fixed (double value,
       int    decimals)
{
  char format[16], plain[400];

  g_snprintf (format, sizeof format, "%%.%df", decimals);
  return dress (g_ascii_formatd (plain, sizeof plain, format, value));
}

static char *
scientific (double value,
            int    decimals)
{
  static const char *const raised[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  char format[16], plain[40];
  g_autofree char *mantissa = NULL;
  GString *text;
  char *e;
  int power;

  g_snprintf (format, sizeof format, "%%.%de", decimals);
  g_ascii_formatd (plain, sizeof plain, format, value);
  e = strchr (plain, 'e');
  *e = '\0';
  power = (int) g_ascii_strtoll (e + 1, NULL, 10);
  if (strchr (plain, '.') != NULL)
    {
      char *last = plain + strlen (plain) - 1;

      while (*last == '0')
        *last-- = '\0';
      if (*last == '.')
        *last = '\0';
    }
  mantissa = dress (plain);
  text = g_string_new (mantissa);
  g_string_append (text, "×10");
  if (power < 0)
    g_string_append (text, "⁻");
  g_snprintf (plain, sizeof plain, "%d", ABS (power));
  for (const char *p = plain; *p != '\0'; p++)
    g_string_append (text, raised[*p - '0']);
  return g_string_free (text, FALSE);
}

/* How many digits a number of this size shows after its first, in steps of @step. */
static int
digits_of (double size,
           double step)
{
  double digits = floor (log10 (size)) - floor (log10 (step) + 1e-9);

  return isnan (digits) ? 3 : (int) CLAMP (digits, 0, 15);
}

static int
decimals_of (double step)
{
  if (!isfinite (step) || step <= 0)
    return 0;
  return (int) CLAMP (-floor (log10 (step) + 1e-9), 0, 12);
}

char *
mill_format_number (double value,
                    double step)
{
  if (!isfinite (value))
    return g_strdup ("");
  return fixed (value, decimals_of (step));
}

char *
mill_format_compact (double value,
                     double step,
                     double largest)
{
  /* A letter pays from a size on, and where it leaves few decimals. */
  static const struct
  {
    double      size, from, step;
    const char *letter;
  } letters[] = {
    { 1e12, 1e12, 1e11, "T" },
    { 1e9, 1e9, 1e8, "G" },
    { 1e6, 1e6, 1e5, "M" },
    { 1e3, 1e4, 1e3, "k" },
  };
  double size = fabs (value);

  if (!isfinite (value))
    return g_strdup ("");
  if (value == 0)
    return g_strdup ("0");
  if (largest >= 1e15 || (largest < 1e-3 && step < 1e-4))
    return scientific (value, digits_of (size, step));
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (largest >= letters[i].from && step >= letters[i].step * (1 - 1e-9))
      {
        g_autofree char *number =
            fixed (value / letters[i].size, decimals_of (step / letters[i].size));

        return g_strconcat (number, letters[i].letter, NULL);
      }
  return fixed (value, decimals_of (step));
}

char *
mill_format_value (double value,
                   int    digits)
{
  double size = fabs (value);
  double rounded;
  int decimals;
  char plain[40], format[16];

  if (!isfinite (value))
    return g_strdup ("");
  if (value == 0)
    return g_strdup ("0");
  if (size >= 1e15 || size < 1e-5)
    return scientific (value, digits - 1);
  g_snprintf (format, sizeof format, "%%.%de", digits - 1);
  rounded = g_ascii_strtod (g_ascii_formatd (plain, sizeof plain, format, value), NULL);
  /* Whole numbers are counts more often than measurements: they keep all their digits. */
  if (value == floor (value))
    return fixed (value, 0);
  decimals = (int) CLAMP (digits - 1 - floor (log10 (fabs (rounded))), 0, 12);
  while (decimals > 0)
    {
      g_snprintf (format, sizeof format, "%%.%df", decimals);
      g_ascii_formatd (plain, sizeof plain, format, rounded);
      if (plain[strlen (plain) - 1] != '0')
        break;
      decimals--;
    }
  return fixed (rounded, decimals);
}

char *
mill_format_percent (double share)
{
  double percent = share * 100;
  g_autofree char *number = NULL;

  if (!isfinite (share))
    return g_strdup ("");
  number = fixed (percent, percent > 0 && percent < 9.95 && percent != floor (percent) ? 1 : 0);
  return g_strconcat (number, THIN_SPACE "%", NULL);
}

char *
mill_format_time (double       time,
                  MillTimeUnit unit)
{
  static const char *const formats[] = {
    [MILL_TIME_UNIT_NONE] = "%Y-%m-%d %H:%M:%S",
    [MILL_TIME_UNIT_SECOND] = "%Y-%m-%d %H:%M:%S",
    [MILL_TIME_UNIT_MINUTE] = "%Y-%m-%d %H:%M",
    [MILL_TIME_UNIT_HOUR] = "%Y-%m-%d %H:%M",
    [MILL_TIME_UNIT_DAY] = "%Y-%m-%d",
    [MILL_TIME_UNIT_WEEK] = "%Y-%m-%d",
    [MILL_TIME_UNIT_MONTH] = "%b %Y",
    [MILL_TIME_UNIT_QUARTER] = "%b %Y",
    [MILL_TIME_UNIT_YEAR] = "%Y",
  };
  g_autoptr (GDateTime) date = NULL;

  if (isfinite (mill_time_unit_floor (MILL_TIME_UNIT_SECOND, time)))
    date = g_date_time_new_from_unix_utc ((gint64) floor (time));
  if (date == NULL)
    return g_strdup ("");
  return g_date_time_format (date, formats[unit]);
}

char *
mill_format_time_exact (double time)
{
  if (fmod (time, 60) != 0)
    return mill_format_time (time, MILL_TIME_UNIT_SECOND);
  if (fmod (time, 86400) != 0)
    return mill_format_time (time, MILL_TIME_UNIT_MINUTE);
  return mill_format_time (time, MILL_TIME_UNIT_DAY);
}

char *
mill_format_exact (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return g_strdup ("");
  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  return g_strdup (text);
}
