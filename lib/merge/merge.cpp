#include "merge/merge.h"
