/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window.h"

G_BEGIN_DECLS

/* Hidden options with which the program runs a pipeline, writes a picture of its window and ends:
 *   millrace FILE [--demo-run] --screenshot OUT.png [--dark] [--size WxH] [--select NODE]
 *            [--page table|chart|metrics|log]
 */
typedef struct _MillDemo MillDemo;

void      mill_demo_add_options      (GApplication  *application);
/* FALSE with @error for a wrong option; TRUE with NULL in @demo where no picture is wanted. */
gboolean  mill_demo_new_from_options (GVariantDict  *options,
                                      MillDemo     **demo,
                                      GError       **error);
/* Begins with @window; when it is done, the application quits. */
void      mill_demo_start            (MillDemo      *self,
                                      MillWindow    *window);
/* 0 once the picture is written. */
int       mill_demo_get_status       (MillDemo      *self);
void      mill_demo_free             (MillDemo      *self);

G_END_DECLS
