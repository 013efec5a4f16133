#!/bin/sh
# Make sure of what the tests need beside Python: a Chromium or Chrome, a font that has Chinese,
# the locale zh_CN.GBK, and LibreOffice Calc. Debian's packages are installed where that is
# allowed; otherwise it is said which tests are left out. In CI nothing is left out: there a
# missing piece is an error.
set -eu

missing=
browser=
for name in "${KG_BROWSER:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then browser=$name; break; fi
done
mac="/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
[ -z "$browser" ] && [ -x "$mac" ] && browser=$mac
[ -n "$browser" ] || missing="$missing chromium"

if ! fc-list :lang=zh 2>/dev/null | grep -q .; then missing="$missing fonts-wqy-microhei fontconfig"; fi
if ! locale -a 2>/dev/null | grep -qi 'zh_CN.*gbk'; then missing="$missing locales"; fi
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-calc-nogui"

[ -n "$missing" ] || exit 0

if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
    case "$missing" in *locales*) localedef -i zh_CN -f GBK zh_CN.GBK ;; esac
    exit 0
fi

echo "Not at hand, and may not be installed here:$missing" >&2
echo "Left out are the tests marked 'browser' (browser, font), those of the GBK locale and of" >&2
echo "LibreOffice." >&2
[ -z "${CI:-}" ] || { echo "In CI nothing may be left out." >&2; exit 1; }
