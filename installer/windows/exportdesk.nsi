; The installer for Windows: for one person, without an administrator's rights.
;
; installer/windows/setup.py runs makensis on it and tells it:
;   VERSION NUMBERS SIZE PAYLOAD LIST ICON OUT SEP
;
; Without a window: setup.exe /S [/D=FOLDER], uninstall.exe /S [/DELETEDATA].
; How it ends: 0 done, 1 stopped by the person, 2 files could not be written, 3 the program is open,
; 4 a newer version is there, 5 this Windows is too old or not 64-bit.

Target amd64-unicode
SetCompressor /SOLID lzma
SetDateSave off ; the same payload makes the same installer
ManifestDPIAware true
ManifestSupportedOS all
RequestExecutionLevel user
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "WordFunc.nsh"
!include "x64.nsh"

!define NAME "ExportDesk"
!define KEY "Software\ExportDesk"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\ExportDesk"
!define PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths"
!define NEW "$INSTDIR\~new"

!define CANNOT_WRITE 2
!define IS_OPEN 3
!define NEWER_IS_THERE 4
!define WRONG_WINDOWS 5

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\ExportDesk"
InstallDirRegKey HKCU "${KEY}" "Folder"
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} installer"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "${COPYRIGHT}"

Var DeleteData
Var DeleteDataBox
Var Upgrading

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\exportdeskw.exe"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH

!insertmacro MUI_UNPAGE_CONFIRM
UninstPage custom un.AskAboutData un.TakeAnswer
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Spanish"

!include "${WORDS}"

; Whether one of the programs in $INSTDIR is running: Windows lets nobody write to it then.
!macro LookWhetherOpen un
Function ${un}LookWhetherOpen
  Push $1
  StrCpy $0 0
  ${If} ${FileExists} "$INSTDIR\exportdeskw.exe"
    ClearErrors
    FileOpen $1 "$INSTDIR\exportdeskw.exe" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\exportdesk.exe"
    ClearErrors
    FileOpen $1 "$INSTDIR\exportdesk.exe" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
  ClearErrors
  Pop $1
FunctionEnd

; Waits until the program is closed. Without a window it gives up at once, and changes nothing.
Function ${un}WaitUntilClosed
  ${Do}
    Call ${un}LookWhetherOpen
    ${If} $0 == 0
      ${ExitDo}
    ${EndIf}
    ${If} ${Silent}
      SetErrorLevel ${IS_OPEN}
      Quit
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IsOpen)" IDRETRY again
    SetErrorLevel 1
    Quit
    again:
  ${Loop}
FunctionEnd
!macroend
!insertmacro LookWhetherOpen ""
!insertmacro LookWhetherOpen "un."

Function .onInit
  SetShellVarContext current
  SetRegView 64
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(WrongWindows)" /SD IDOK
    SetErrorLevel ${WRONG_WINDOWS}
    Quit
  ${EndIf}
  ReadRegStr $0 HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      ${If} ${Silent}
        SetErrorLevel ${NEWER_IS_THERE}
        Quit
      ${EndIf}
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(NewerIsThere)" IDYES older
      SetErrorLevel 1
      Quit
      older:
    ${EndIf}
  ${EndIf}
FunctionEnd

; Stops, and leaves the version that was there as it was.
Function GiveUp
  SetOutPath "$TEMP"
  RMDir /r "${NEW}"
  RMDir "$INSTDIR"
  SetErrorLevel ${CANNOT_WRITE}
  Abort "$(CannotWrite)"
FunctionEnd

Function .onInstFailed
  SetOutPath "$TEMP"
  RMDir /r "${NEW}"
  RMDir "$INSTDIR"
FunctionEnd

; Lets the old version in the folder $2 take its own files out, if there is one.
Function TakeOutOld
  ${If} ${FileExists} "$2\uninstall.exe"
    ClearErrors
    ExecWait '"$2\uninstall.exe" /S /UPGRADE _?=$2' $0
    ${If} ${Errors}
    ${OrIf} $0 != 0
      Call GiveUp
    ${EndIf}
  ${EndIf}
FunctionEnd

; Puts what was unpacked where it belongs. Only now is anything of the old version touched.
Function MoveIn
  FindFirst $0 $1 "${NEW}\*"
  ${DoWhile} $1 != ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
      ClearErrors
      Rename "${NEW}\$1" "$INSTDIR\$1"
      ${If} ${Errors} ; a file of somebody else's stands in the old folder: go in beside it
        ClearErrors
        ${If} ${FileExists} "${NEW}\$1\*"
          CopyFiles /SILENT "${NEW}\$1\*" "$INSTDIR\$1"
        ${Else}
          Delete "$INSTDIR\$1"
          Rename "${NEW}\$1" "$INSTDIR\$1"
        ${EndIf}
        ${If} ${Errors}
          FindClose $0
          SetErrorLevel ${CANNOT_WRITE}
          Abort "$(CannotMove)"
        ${EndIf}
      ${EndIf}
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
  RMDir /r "${NEW}"
FunctionEnd

Section "ExportDesk"
  SectionIn RO
  Call WaitUntilClosed
  RMDir /r "${NEW}"
  ClearErrors
  SetOutPath "${NEW}"
  ${If} ${Errors}
    Call GiveUp
  ${EndIf}
  File /r "${PAYLOAD}${SEP}*"
  ${If} ${Errors}
    Call GiveUp
  ${EndIf}
  SetOutPath "$INSTDIR"

  ReadRegStr $1 HKCU "${KEY}" "Folder"
  ${If} $1 != ""
  ${AndIf} $1 != "$INSTDIR" ; it was installed elsewhere: it moves
    StrCpy $2 $1
    Call TakeOutOld
    Delete "$1\uninstall.exe"
    RMDir "$1"
  ${EndIf}
  StrCpy $2 $INSTDIR
  Call TakeOutOld
  Call MoveIn
  WriteUninstaller "$INSTDIR\uninstall.exe"

  WriteRegStr HKCU "${KEY}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\exportdeskw.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ; Both start from Windows+R by their names.
  WriteRegStr HKCU "${PATHS}\exportdeskw.exe" "" "$INSTDIR\exportdeskw.exe"
  WriteRegStr HKCU "${PATHS}\exportdesk.exe" "" "$INSTDIR\exportdesk.exe"

  SetOutPath "$INSTDIR"
  CreateShortCut "$SMPROGRAMS\ExportDesk.lnk" "$INSTDIR\exportdeskw.exe"
  SetOutPath "$PROFILE" ; where the command line begins
  CreateShortCut "$SMPROGRAMS\ExportDesk $(CommandLine).lnk" "$SYSDIR\cmd.exe" \
    '/K "set PATH=$INSTDIR;%PATH%&& exportdesk --help"' "$INSTDIR\exportdesk.exe"
  SetOutPath "$INSTDIR"
SectionEnd

Function un.onInit
  SetShellVarContext current
  SetRegView 64
  StrCpy $DeleteData 0
  StrCpy $Upgrading 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/UPGRADE" $1
  ${IfNot} ${Errors}
    StrCpy $Upgrading 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/DELETEDATA" $1
  ${IfNot} ${Errors}
  ${AndIf} ${Silent}
    StrCpy $DeleteData 1
  ${EndIf}
  ClearErrors
FunctionEnd

Function un.AskAboutData
  !insertmacro MUI_HEADER_TEXT "$(YourData)" "$(YourDataBelow)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 60u "$(DataIsKept)"
  Pop $0
  ${NSD_CreateCheckbox} 0 66u 100% 12u "$(DeleteDataToo)"
  Pop $DeleteDataBox
  nsDialogs::Show
FunctionEnd

Function un.TakeAnswer
  ${NSD_GetState} $DeleteDataBox $DeleteData
  ${If} $DeleteData == 1
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(SureToDelete)" IDYES sure
    StrCpy $DeleteData 0
    ${NSD_Uncheck} $DeleteDataBox
    Abort
    sure:
  ${EndIf}
FunctionEnd

Section "Uninstall"
  Call un.WaitUntilClosed
  ${If} $Upgrading == 0
  ${AndIf} ${FileExists} "$INSTDIR\exportdesk.exe"
    ; The daily update in Windows' timer would fail every day from now on.
    nsExec::Exec /TIMEOUT=30000 '"$INSTDIR\exportdesk.exe" schedule remove'
    Pop $0
  ${EndIf}
  SetOutPath "$TEMP"

  ; Exactly what was installed, file by file: whatever else is in the folder is somebody's.
  !include "${LIST}"

  ${If} $Upgrading == 0
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\ExportDesk.lnk"
    Delete "$SMPROGRAMS\ExportDesk $(CommandLine).lnk"
    DeleteRegKey HKCU "${UNINSTALL}"
    DeleteRegKey HKCU "${PATHS}\exportdeskw.exe"
    DeleteRegKey HKCU "${PATHS}\exportdesk.exe"
    DeleteRegKey HKCU "${KEY}"
    ${If} $DeleteData == 1
      RMDir /r "$LOCALAPPDATA\ExportDesk"
      RMDir /r "$APPDATA\ExportDesk"
    ${EndIf}
  ${EndIf}
  SetErrorLevel 0
SectionEnd
