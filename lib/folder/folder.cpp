#include "folder/folder.h"
