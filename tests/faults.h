/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* For a test program that lets its own calls fail; what the environment says to faults.c, which has the words.
 * Both are for moments at which no other thread touches files. */

/* From now on the call number @at (from 1) on files that match @path fails with @error, the number of one or
 * "short", and with @stays all later ones. @calls NULL: of all kinds. */
void faults_begin (const char *calls,
                   const char *path,
                   long        at,
                   const char *error,
                   bool        stays);
/* No more; how many such calls there were. These files are still not waited for until they are on the disk. */
long faults_end   (void);
