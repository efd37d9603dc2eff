#!/bin/sh
# Installs what the tests drive: Chromium, WebKitGTK, a display for it, nginx, axe-core, and a C++ compiler for the fuzzer.
# What cannot be installed is named with the command to install it; the tests then count what they skip.
set -u
cd "$(dirname "$0")/.."

packages=""
command -v chromium >/dev/null || packages="$packages chromium"
command -v chromedriver >/dev/null || packages="$packages chromium-driver"
command -v WebKitWebDriver >/dev/null || packages="$packages webkit2gtk-driver"
command -v Xvfb >/dev/null || packages="$packages xvfb"
if ! command -v nginx >/dev/null && ! [ -x /usr/sbin/nginx ] || ! ls /etc/nginx/modules-enabled/*brotli-static.conf >/dev/null 2>&1; then
  packages="$packages nginx libnginx-mod-http-brotli-static"
fi
command -v c++ >/dev/null || packages="$packages g++"
command -v npm >/dev/null || packages="$packages npm"
if [ -n "$packages" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing$packages"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $packages >/dev/null \
      || echo "Could not install$packages. Try: sudo apt-get install$packages"
  else
    echo "Missing for the tests:$packages. Install with: sudo apt-get install$packages"
  fi
fi

axe=target/axe/node_modules/axe-core/axe.min.js
if [ ! -f "$axe" ] && command -v npm >/dev/null; then
  echo "Installing axe-core into target/axe"
  mkdir -p target/axe
  npm install --silent --no-fund --no-audit --prefix target/axe axe-core@4 >/dev/null \
    || echo "Could not install axe-core. Try: npm install --prefix target/axe axe-core@4"
fi
exit 0
