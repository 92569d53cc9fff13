; What the installer says, in each of its languages.

LangString IsOpen ${LANG_ENGLISH} "ExportDesk is open. Close its window, wait until running commands have ended, and try again."
LangString IsOpen ${LANG_SPANISH} "ExportDesk está abierto. Cierre su ventana, espere a que terminen las órdenes en curso e inténtelo de nuevo."

LangString WrongWindows ${LANG_ENGLISH} "ExportDesk needs Windows 10 or 11, 64-bit."
LangString WrongWindows ${LANG_SPANISH} "ExportDesk necesita Windows 10 u 11 de 64 bits."

LangString NewerIsThere ${LANG_ENGLISH} "A newer version of ExportDesk ($0) is installed. A workspace that it has opened cannot be opened by ${VERSION}. Install ${VERSION} in its place all the same?"
LangString NewerIsThere ${LANG_SPANISH} "Hay instalada una versión más reciente de ExportDesk ($0). La versión ${VERSION} no puede abrir un espacio de trabajo que ella haya abierto. ¿Instalar la ${VERSION} en su lugar de todos modos?"

LangString CannotWrite ${LANG_ENGLISH} "The files could not be written. Is the disk full, or is a file of the program in use? What was there before was not changed."
LangString CannotWrite ${LANG_SPANISH} "No se pudieron escribir los archivos. ¿Está lleno el disco, o hay un archivo del programa en uso? Lo que había antes no se ha cambiado."

LangString CannotMove ${LANG_ENGLISH} "The new version could not be put in its place. Run this installer again; your data is not touched."
LangString CannotMove ${LANG_SPANISH} "No se pudo colocar la versión nueva en su lugar. Ejecute de nuevo este instalador; sus datos no se tocan."

LangString CommandLine ${LANG_ENGLISH} "command line"
LangString CommandLine ${LANG_SPANISH} "línea de órdenes"

LangString YourData ${LANG_ENGLISH} "Your data"
LangString YourData ${LANG_SPANISH} "Sus datos"

LangString YourDataBelow ${LANG_ENGLISH} "Uninstalling takes away the program only."
LangString YourDataBelow ${LANG_SPANISH} "Al desinstalar solo se quita el programa."

LangString DataIsKept ${LANG_ENGLISH} "Your workspace stays on this computer: customers, screenings, decisions, papers and backups in it. Export records have to be kept for years. If you want them gone from this computer, make a backup elsewhere first.$\r$\n$\r$\nThe folder: $LOCALAPPDATA\ExportDesk"
LangString DataIsKept ${LANG_SPANISH} "Su espacio de trabajo se queda en este equipo: clientes, comprobaciones, decisiones, documentos y las copias de seguridad que contiene. Los registros de exportación deben conservarse durante años. Si quiere quitarlos de este equipo, haga antes una copia de seguridad en otro lugar.$\r$\n$\r$\nLa carpeta: $LOCALAPPDATA\ExportDesk"

LangString DeleteDataToo ${LANG_ENGLISH} "&Delete my workspace and everything in it as well"
LangString DeleteDataToo ${LANG_SPANISH} "&Borrar también mi espacio de trabajo y todo lo que contiene"

LangString SureToDelete ${LANG_ENGLISH} "Everything in $LOCALAPPDATA\ExportDesk will be deleted for good: every screening, decision and paper. Delete it?"
LangString SureToDelete ${LANG_SPANISH} "Todo lo que hay en $LOCALAPPDATA\ExportDesk se borrará definitivamente: cada comprobación, decisión y documento. ¿Borrarlo?"
