/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/file-trouble.h"

#include <errno.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  int         code;
  const char *hint;
} Hint;

#define SPACE N_("Free some space and run again")
#define RIGHTS N_("Change its permissions, or choose another place")
#define GONE N_("Look whether it was moved or removed, or choose another")
#define MANY N_("Close other programs, or raise the limit of open files with “ulimit -n”")
#define SIZE N_("Raise the limit to the size of files with “ulimit -f”, or choose another disk")
#define DISK N_("Look whether its disk is there and in order, then run again")

static const Hint hints[] = {
  { ENOSPC, SPACE }, { EDQUOT, SPACE }, { EACCES, RIGHTS }, { EPERM, RIGHTS }, { EROFS, RIGHTS },
  { ENOENT, GONE }, { ENOTDIR, GONE }, { ELOOP, GONE }, { EISDIR, GONE }, { EMFILE, MANY },
  { ENFILE, MANY }, { EFBIG, SIZE },
};

const char *
mill_file_trouble_get_hint (int code)
{
  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    if (hints[i].code == code)
      return _(hints[i].hint);

  return _(DISK);
}

const char *
mill_file_trouble_find_hint (const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    if (hints[i].code != EFBIG &&
        (g_error_matches (error, G_IO_ERROR, g_io_error_from_errno (hints[i].code)) ||
         g_error_matches (error, G_FILE_ERROR, g_file_error_from_errno (hints[i].code))))
      return _(hints[i].hint);

  return _(DISK);
}

const char *
mill_file_trouble_hint_for_text (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    if (g_str_equal (text, g_strerror (hints[i].code)))
      return _(hints[i].hint);

  return _(DISK);
}
