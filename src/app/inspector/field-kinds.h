/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/inspector/field.h"

G_BEGIN_DECLS

/* The kinds of editors; mill_field_new() makes the one that fits. */
#define MILL_TYPE_FIELD_TEXT (mill_field_text_get_type ())
#define MILL_TYPE_FIELD_NUMBER (mill_field_number_get_type ())
#define MILL_TYPE_FIELD_SWITCH (mill_field_switch_get_type ())
#define MILL_TYPE_FIELD_CHOICE (mill_field_choice_get_type ())
#define MILL_TYPE_FIELD_COLUMN (mill_field_column_get_type ())
#define MILL_TYPE_FIELD_COLUMNS (mill_field_columns_get_type ())
#define MILL_TYPE_FIELD_EXPRESSION (mill_field_expression_get_type ())
#define MILL_TYPE_FIELD_PATH (mill_field_path_get_type ())
#define MILL_TYPE_FIELD_STRINGS (mill_field_strings_get_type ())
#define MILL_TYPE_FIELD_RECORDS (mill_field_records_get_type ())

G_DECLARE_FINAL_TYPE (MillFieldText, mill_field_text, MILL, FIELD_TEXT, MillField)
G_DECLARE_FINAL_TYPE (MillFieldNumber, mill_field_number, MILL, FIELD_NUMBER, MillField)
G_DECLARE_FINAL_TYPE (MillFieldSwitch, mill_field_switch, MILL, FIELD_SWITCH, MillField)
G_DECLARE_FINAL_TYPE (MillFieldChoice, mill_field_choice, MILL, FIELD_CHOICE, MillField)
G_DECLARE_FINAL_TYPE (MillFieldColumn, mill_field_column, MILL, FIELD_COLUMN, MillField)
G_DECLARE_FINAL_TYPE (MillFieldColumns, mill_field_columns, MILL, FIELD_COLUMNS, MillField)
G_DECLARE_FINAL_TYPE (MillFieldExpression, mill_field_expression, MILL, FIELD_EXPRESSION, MillField)
G_DECLARE_FINAL_TYPE (MillFieldPath, mill_field_path, MILL, FIELD_PATH, MillField)
G_DECLARE_FINAL_TYPE (MillFieldStrings, mill_field_strings, MILL, FIELD_STRINGS, MillField)
G_DECLARE_FINAL_TYPE (MillFieldRecords, mill_field_records, MILL, FIELD_RECORDS, MillField)

G_END_DECLS
