/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/param.h"

#include "pipeline/param-private.h"

#include <string.h>

const char *
mill_param_get_name (const MillParam *self)
{
  char buffer[64];
  size_t length;

  if (self->name != NULL)
    return self->name;
  length = strlen (self->member);
  g_return_val_if_fail (length < sizeof buffer, g_intern_string (self->member));

  for (size_t i = 0; i <= length; i++)
    buffer[i] = self->member[i] == '_' ? '-' : self->member[i];

  return g_intern_string (buffer);
}

gboolean
mill_param_has_name (const MillParam *self,
                     const char      *name)
{
  size_t i;

  if (self->name != NULL)
    return g_str_equal (self->name, name);
  /* The file spells with '-' only: a name with '_' is unknown there. */
  for (i = 0; self->member[i] != '\0'; i++)
    if (name[i] != (self->member[i] == '_' ? '-' : self->member[i]))
      return FALSE;

  return name[i] == '\0';
}

const MillParam *
mill_param_find_in (const MillParam *table,
                    const char      *name)
{
  if (table == NULL)
    return NULL;
  for (const MillParam *param = table; param->member != NULL; param++)
    if (mill_param_has_name (param, name))
      return param;

  return NULL;
}

const MillChoice *
mill_param_find_choice (const MillParam *self,
                        const char      *name)
{
  if (self->choices == NULL)
    return NULL;
  for (const MillChoice *choice = self->choices; choice->name != NULL; choice++)
    if (g_str_equal (choice->name, name))
      return choice;

  return NULL;
}

const char *
mill_param_get_choice_name (const MillParam *self,
                            int              value)
{
  if (self->choices == NULL)
    return NULL;
  for (const MillChoice *choice = self->choices; choice->name != NULL; choice++)
    if (choice->value == value)
      return choice->name;

  return NULL;
}
