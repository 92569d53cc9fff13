#!/usr/bin/env bash
# Makes a disk image of the bundle: dmg.sh EXPORTDESK.APP TARGET.DMG
#
# Signing and notarization are switched on by the environment; without it the bundle is signed for
# this computer only (ad hoc), and macOS warns people who download the image:
#
#   EXPORTDESK_SIGN_IDENTITY   "Developer ID Application: ..." in the keychain
#   EXPORTDESK_NOTARY_PROFILE  a profile of `xcrun notarytool store-credentials`, or all of
#   EXPORTDESK_NOTARY_KEY      the file of an App Store Connect key (.p8), with
#   EXPORTDESK_NOTARY_KEY_ID and EXPORTDESK_NOTARY_ISSUER
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bundle=${1:?the bundle}
target=${2:?the image to make}
identity=${EXPORTDESK_SIGN_IDENTITY:--}

notary=()
if [[ -n ${EXPORTDESK_NOTARY_PROFILE:-} ]]; then
  notary=(--keychain-profile "$EXPORTDESK_NOTARY_PROFILE")
elif [[ -n ${EXPORTDESK_NOTARY_KEY:-} ]]; then
  notary=(
    --key "$EXPORTDESK_NOTARY_KEY"
    --key-id "${EXPORTDESK_NOTARY_KEY_ID:?goes with EXPORTDESK_NOTARY_KEY}"
    --issuer "${EXPORTDESK_NOTARY_ISSUER:?goes with EXPORTDESK_NOTARY_KEY}"
  )
fi
if [[ ${#notary[@]} -gt 0 && $identity == - ]]; then
  echo "Only what is signed with an identity can be notarized: set EXPORTDESK_SIGN_IDENTITY." >&2
  exit 2
fi

sign() {
  if [[ $identity == - ]]; then
    codesign --force --sign - "$@"
  else
    codesign --force --options runtime --timestamp --sign "$identity" "$@"
  fi
}

# From the inside out: a signature covers what is signed already. The hardened runtime would refuse
# a replaced Qt (the LGPL allows it to be replaced), so the entitlements let other libraries in.
while IFS= read -r -d '' file; do
  sign "$file"
done < <(find "$bundle/Contents/Frameworks" -type f \( -name '*.dylib' -o -name '*.so' \) -print0)
while IFS= read -r -d '' framework; do
  sign "$framework"
done < <(find "$bundle/Contents/Frameworks" -type d -name '*.framework' -print0)
sign --entitlements "$here/entitlements.plist" "$bundle/Contents/MacOS/exportdesk"
sign --entitlements "$here/entitlements.plist" "$bundle"
codesign --verify --deep --strict "$bundle"

content=$(mktemp -d)
trap 'rm -rf "$content"' EXIT
cp -R "$bundle" "$content/"
ln -s /Applications "$content/Applications"
rm -f "$target"
hdiutil create -volname ExportDesk -srcfolder "$content" -format ULMO -ov "$target"

if [[ $identity != - ]]; then
  codesign --force --timestamp --sign "$identity" "$target"
fi
if [[ ${#notary[@]} -gt 0 ]]; then
  xcrun notarytool submit "$target" --wait "${notary[@]}"
  xcrun stapler staple "$target"
  xcrun stapler validate "$target"
fi
