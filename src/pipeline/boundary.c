/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/boundary.h"

#include <glib/gi18n-lib.h>

static const MillPort gives_table[] = {
  { "table", N_("Table"), MILL_PORT_OUT, MILL_PORT_TABLE },
  { 0 }
};

static const MillPort gives_learner[] = {
  { "learner", N_("Learner"), MILL_PORT_OUT, MILL_PORT_LEARNER },
  { 0 }
};

static const MillPort gives_model[] = {
  { "model", N_("Model"), MILL_PORT_OUT, MILL_PORT_MODEL },
  { 0 }
};

static const MillPort takes_table[] = {
  { "table", N_("Table"), MILL_PORT_IN, MILL_PORT_TABLE },
  { 0 }
};

static const MillPort takes_learner[] = {
  { "learner", N_("Learner"), MILL_PORT_IN, MILL_PORT_LEARNER },
  { 0 }
};

static const MillPort takes_model[] = {
  { "model", N_("Model"), MILL_PORT_IN, MILL_PORT_MODEL },
  { 0 }
};

static const MillNodeType table_input = {
  .id = "table-input", .version = 1, .category = MILL_CATEGORY_COMPONENTS,
  .icon = "component-input-symbolic", .label = N_("Table Input"),
  .summary = N_("What comes in at a port of the component"), .ports = gives_table,
};

static const MillNodeType learner_input = {
  .id = "learner-input", .version = 1, .category = MILL_CATEGORY_COMPONENTS,
  .icon = "component-input-symbolic", .label = N_("Learner Input"),
  .summary = N_("What comes in at a port of the component"), .ports = gives_learner,
};

static const MillNodeType model_input = {
  .id = "model-input", .version = 1, .category = MILL_CATEGORY_COMPONENTS,
  .icon = "component-input-symbolic", .label = N_("Model Input"),
  .summary = N_("What comes in at a port of the component"), .ports = gives_model,
};

static const MillNodeType table_output = {
  .id = "table-output", .version = 1, .category = MILL_CATEGORY_COMPONENTS,
  .icon = "component-output-symbolic", .label = N_("Table Output"),
  .summary = N_("What leaves the component by a port"), .ports = takes_table,
};

static const MillNodeType learner_output = {
  .id = "learner-output", .version = 1, .category = MILL_CATEGORY_COMPONENTS,
  .icon = "component-output-symbolic", .label = N_("Learner Output"),
  .summary = N_("What leaves the component by a port"), .ports = takes_learner,
};

static const MillNodeType model_output = {
  .id = "model-output", .version = 1, .category = MILL_CATEGORY_COMPONENTS,
  .icon = "component-output-symbolic", .label = N_("Model Output"),
  .summary = N_("What leaves the component by a port"), .ports = takes_model,
};

static const MillNodeType *const types[] = {
  &table_input, &learner_input, &model_input, &table_output, &learner_output, &model_output, NULL
};

static const MillCatalogue catalogue = { types };

const MillNodeType *
mill_boundary_find (const char *type_id)
{
  return mill_catalogue_find (&catalogue, type_id);
}

const MillNodeType *
mill_boundary_for (MillPortDirection direction,
                   MillPortType      type)
{
  for (int i = 0; types[i] != NULL; i++)
    if (mill_boundary_get_direction (types[i]) == direction && types[i]->ports->type == type)
      return types[i];

  return NULL;
}

const MillCatalogue *
mill_boundary_get_catalogue (void)
{
  return &catalogue;
}

MillPortDirection
mill_boundary_get_direction (const MillNodeType *self)
{
  /* Seen from within, what comes in is given. */
  return self->ports->direction == MILL_PORT_OUT ? MILL_PORT_IN : MILL_PORT_OUT;
}
