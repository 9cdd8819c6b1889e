/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads lines of numbers from standard input, as pairs "x y" in hexadecimal; an empty line ends a table.
 * For each table it writes every statistic, in the order of MillStatistic, in hexadecimal; "none" where
 * there is none. Rows go to three moments by turns, which are then merged. */

#include <stdio.h>
#include <stdlib.h>

#include "engine/exact-moments.h"

#define N_STATISTICS (MILL_STATISTIC_CORRELATION + 1)
#define N_PARTS 3

static MillMoments *
moments_new (MillStatistic statistic)
{
  MillMoments *moments = g_malloc (mill_moments_get_size (statistic));

  mill_moments_init (moments, statistic);

  return moments;
}

static void
write_statistic (GArray        *pairs,
                 MillStatistic  statistic)
{
  MillMoments *parts[N_PARTS];
  double result;

  for (guint i = 0; i < N_PARTS; i++)
    parts[i] = moments_new (statistic);
  for (guint i = 0; i + 1 < pairs->len; i += 2)
    {
      const double *pair = &g_array_index (pairs, double, i);

      mill_moments_add_rows (&parts[i / 2 % N_PARTS], pair,
                             mill_statistic_is_of_pairs (statistic) ? pair + 1 : NULL, 1);
    }
  for (guint i = 1; i < N_PARTS; i++)
    mill_moments_merge (parts[0], parts[i]);

  if (mill_moments_get (parts[0], &result))
    printf ("%a\n", result);
  else
    printf ("none\n");
  for (guint i = 0; i < N_PARTS; i++)
    {
      mill_moments_clear (parts[i]);
      g_free (parts[i]);
    }
}

int
main (void)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (double));
  char line[256];

  while (fgets (line, sizeof line, stdin) != NULL)
    {
      char *end;
      double pair[2] = { strtod (line, &end), strtod (end, NULL) };

      if (line[0] != '\n')
        {
          g_array_append_vals (pairs, pair, 2);
          continue;
        }
      for (guint i = 0; i < N_STATISTICS; i++)
        write_statistic (pairs, i);
      fflush (stdout);
      g_array_set_size (pairs, 0);
    }

  return 0;
}
