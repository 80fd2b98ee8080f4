#!/usr/bin/env bash
# Makes the golden mails again with mail programs (Debian: mutt s-nail mpack nmh git-email libmailtools-perl swaks faketime). Nothing is sent: what stands
# in for sendmail writes each mail to a file. The tests only read what is committed; they need none of them.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PATH=$PATH:/usr/bin/mh
export HOME=$work TZ=Europe/Berlin LANG=C.UTF-8 LC_ALL=C.UTF-8 SINK=$work/sent
printf '#!/bin/sh\ncat > "$SINK"\n' > "$work/sendmail"
chmod +x "$work/sendmail"
at() { faketime "2026-11-$1" "${@:2}"; }
mutt_() { at "$1" mutt -n -F mail/muttrc -e "set sendmail = '$work/sendmail'" "${@:2}"; }

mutt_ "20 09:15:00" -s "Offer – rake & spade" -a mail/prices.csv -- zoe@example.org < mail/offer.txt
mv "$SINK" ../offer-mutt.eml
mutt_ "20 11:30:00" -e "set send_multipart_alternative = yes" -e "set send_multipart_alternative_filter = '$work/html'" \
  -s "Re: Pump" -c "Bob Reader <bob@acme.example>" "Zoë Müller <zoe@example.org>" < mail/note.txt &
printf '#!/bin/sh\nprintf "text/html\\n\\n"\ncat %s/mail/note.html\n' "$PWD" > "$work/html"
chmod +x "$work/html"
wait
mv "$SINK" ../pump-mutt.eml
mutt_ "20 12:00:00" -e "set text_flowed = yes" -e "my_hdr In-Reply-To: <77@acme.example>" -s "Re: Pump" ann@acme.example < mail/reply.txt
mv "$SINK" ../reply-mutt.eml
at "20 13:05:00" s-nail -n -Sv15-compat -S "mta=$work/sendmail" -S hostname=example.org -S 'from=Zoë Müller <zoe@example.org>' \
  -S ttycharset=utf-8 -S sendcharsets=iso-8859-15 -a mail/prices.csv -s "Größe & Preis: 15,50 €" ann@acme.example < mail/offer.txt
mv "$SINK" ../price-nail.eml
at "20 14:00:00" mpack -s "Golden book" -d mail/reply.txt -o "$work/packed" mail/prices.csv
mv "$work/packed" ../book-mpack.eml
mkdir "$work/Mail"
echo "Path: $work/Mail" > "$work/.mh_profile"
cp mail/draft.mh "$work/draft"
at "20 10:15:00" mhbuild "$work/draft"
mv "$work/draft" ../list-nmh.eml
at "20 15:00:00" swaks --from zoe@example.org --to ann@acme.example --helo example.org --h-Subject "Test of the 20th" --body @mail/reply.txt \
  --attach-type text/csv --attach-name prices.csv --attach @mail/prices.csv --pipe "$work/smtp" --dump-mail > ../test-swaks.eml

git init -q "$work/repo"
(
  cd "$work/repo"
  git config user.name "Zoë Müller"
  git config user.email zoe@example.org
  printf 'one\ntwo\n' > stock.txt
  git add stock.txt
  at "19 08:00:00" git commit -q -m "Count the stock"
  printf 'one\n2\nthree\n' > stock.txt
  at "19 09:00:00" git commit -q -a -m "Größen: count them, too" -m "From here on three are counted."
  git format-patch -q --stdout --root > patches.mbox
  git format-patch -q -1 --cover-letter -o series
  sed -i 's/\*\*\* SUBJECT HERE \*\*\*/Stock/; s/\*\*\* BLURB HERE \*\*\*/What was counted./' series/0000*
  at "20 16:00:00" git -c sendemail.smtpserver="$work/sendmail" send-email --quiet --confirm=never --suppress-cc=all --no-xmailer \
    --8bit-encoding=UTF-8 --to "Ann Reader <ann@acme.example>" series/0001*
)
mv "$work/repo/patches.mbox" ../patches-git.mbox
mv "$SINK" ../patch-git.eml
# Where a program names the machine it ran on.
sed -i "s/@$(uname -n)>/@example.org>/" ../*.eml
