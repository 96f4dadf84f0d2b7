#include "tmpl/tmpl.h"
