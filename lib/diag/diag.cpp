#include "diag/printer.h"
