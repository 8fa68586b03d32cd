# SPDX-License-Identifier: Apache-2.0
"""What pack refuses, with which exit status and words; whatever it refuses leaves everything as it was."""

import os
import pty
import select
import shutil
import subprocess

from agents import openssh_agent
from desk import ENVIRONMENT, NOBODY, Skipped, need, need_tool


def rule_a_bundle_is_packed_and_verified(desk):
    desk.set_up()
    need(desk.pack().status == 0, "pack")
    desk.need_verified()


def rule_an_output_that_exists_is_refused_and_stays(desk):
    desk.set_up()
    desk.bundle.write_bytes(b"mine")
    before = desk.state()
    desk.need_refused(desk.pack(), 1, "exists already", "--force", untouched=before)
    need(desk.pack("--force").status == 0, "--force replaces it")
    desk.need_verified()


def rule_an_output_that_is_a_link_or_a_folder_is_refused_even_with_force(desk):
    desk.set_up()
    (desk.folder / "target").write_bytes(b"mine")
    desk.bundle.symlink_to("target")
    before = desk.state()
    desk.need_refused(desk.pack("--force"), 1, "is no regular file", untouched=before)
    desk.need_refused(desk.pack("--force", "-o", "trust"), 1, "is no regular file", untouched=before)


def rule_an_output_inside_the_case_folder_is_refused(desk):
    desk.set_up()
    before = desk.state()
    for output in ("case/out.dossier.zip", "case/attachments/../out.dossier.zip", "trust/../case/b.dossier.zip"):
        desk.need_refused(desk.pack("-o", output), 1, "lies inside the case folder", untouched=before)
    (desk.folder / "way").symlink_to("case/attachments")
    before = desk.state()
    desk.need_refused(desk.pack("-o", "way/out.dossier.zip"), 1, "lies inside the case folder", untouched=before)


def rule_an_output_in_a_folder_that_is_not_there_is_refused(desk):
    desk.set_up()
    before = desk.state()
    desk.need_refused(desk.pack("-o", "nowhere/a.dossier.zip"), 3, "nowhere", untouched=before)


def rule_a_full_device_is_no_place_for_a_bundle(desk):
    desk.set_up()
    before = desk.state()
    desk.need_refused(desk.pack("--force", "-o", "/dev/full"), 1, "/dev/full", "is no regular file", untouched=before)


def rule_a_disk_that_is_too_small_is_told_before_anything_is_written(desk):
    need_tool("unshare")
    desk.set_up({"big.bin": bytes(3_000_000)})
    (desk.folder / "small").mkdir()
    script = 'mount -t tmpfs -o size=1m small small || exit 77; "$@"; status=$?; ls -A small >left; exit $status'
    before = desk.state()
    ran = desk.pack("-o", "small/a.dossier.zip", before=("unshare", "-m", "sh", "-c", script, "sh"))
    if ran.status == 77 or "unshare" in ran.err:
        raise Skipped("a small tmpfs can only be mounted by root")
    need((desk.folder / "left").read_text() == "", "something was left on the small disk", ran)
    (desk.folder / "left").unlink()
    desk.need_refused(ran, 3, "are free there", "small/a.dossier.zip", untouched=before)


def rule_a_link_in_the_case_folder_is_named_and_not_followed(desk):
    desk.set_up()
    (desk.folder / "secret").write_bytes(b"elsewhere")
    (desk.case / "attachments/link.txt").symlink_to("../../secret")
    (desk.case / "attachments/folder").symlink_to("../..")
    before = desk.state()
    ran = desk.pack()
    desk.need_refused(ran, 1, "attachments/link.txt", "attachments/folder", "symbolic link", untouched=before)
    need("secret" not in ran.out + ran.err, "what the link points to is nobody's business", ran)
    desk.need_refused(desk.pack("--force-invalid"), 1, "symbolic link", untouched=before)


def rule_pipes_and_sockets_in_the_case_folder_are_named_and_do_not_block(desk):
    desk.set_up()
    os.mkfifo(desk.case / "attachments/pipe")
    before = desk.state()
    desk.need_refused(desk.pack(seconds=60), 1, "attachments/pipe", "a pipe", untouched=before)


def as_nobody(desk):
    """The words before a command that make it run without rights over foreign files."""
    if os.geteuid() != 0:
        return ()
    need_tool("setpriv")
    for path in [desk.folder, *desk.folder.rglob("*")]:
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    words = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    if desk.run("version", before=words).status != 0:
        raise Skipped("nobody may run the program here")
    return words


def rule_a_file_that_may_not_be_read_is_named(desk):
    desk.set_up()
    words = as_nobody(desk)
    (desk.case / "attachments/a.txt").chmod(0)
    before = desk.state()
    desk.need_refused(desk.pack(before=words), 3, "attachments/a.txt", "Permission denied", untouched=before)
    (desk.case / "attachments/a.txt").chmod(0o600)
    (desk.case / "attachments/b").chmod(0)
    before = desk.state()
    desk.need_refused(desk.pack(before=words), 3, "attachments/b", "Permission denied", untouched=before)


def rule_a_folder_that_may_not_be_written_is_named(desk):
    desk.set_up()
    (desk.folder / "shut").mkdir()
    words = as_nobody(desk)
    (desk.folder / "shut").chmod(0o555)
    before = desk.state()
    desk.need_refused(desk.pack("-o", "shut/a.dossier.zip", before=words), 3, "shut", "Permission denied",
                      untouched=before)


def rule_an_agent_without_keys_is_told(desk):
    desk.set_up()
    with openssh_agent(desk.folder / "agent.sock") as environment:
        before = desk.state()
        ran = desk.run("pack", "-C", "case", "--agent", environment=environment)
        desk.need_refused(ran, 3, "holds no key", "ssh-add", untouched=before)


def rule_an_agent_that_does_not_run_is_told(desk):
    desk.set_up()
    before = desk.state()
    desk.need_refused(desk.run("pack", "-C", "case", "--agent"), 3, "SSH_AUTH_SOCK", untouched=before)
    gone = {"SSH_AUTH_SOCK": str(desk.folder / "agent.sock")}
    desk.need_refused(desk.run("pack", "-C", "case", "--agent", environment=gone), 3, "agent.sock", untouched=before)


def rule_what_an_agent_signs_is_verified(desk):
    desk.set_up()
    with openssh_agent(desk.folder / "agent.sock", desk.folder / "key") as environment:
        desk.well("pack", "-C", "case", "--agent", environment=environment)
    desk.need_verified()


def on_terminal(desk, words, answer):
    """Runs the program on a terminal and gives the answer to its first question: (exit status, what was shown)."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(desk.folder)
        os.execve(desk.program, [desk.program, *words], ENVIRONMENT)
    shown, answered = b"", False
    while select.select([terminal], [], [], 120)[0]:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        shown += piece
        if not answered and b"assphrase" in shown:
            os.write(terminal, answer)
            answered = True
        if not piece:
            break
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    os.close(terminal)
    return status, shown.decode(errors="replace")


def rule_a_wrong_passphrase_is_refused_and_the_right_one_signs(desk):
    need_tool("openssl")
    desk.set_up()
    subprocess.run("openssl genpkey -algorithm ed25519 -aes-256-cbc -pass pass:right -out key.pem && chmod 600 key.pem",
                   shell=True, check=True, cwd=desk.folder, capture_output=True)
    before = desk.state()
    words = ["pack", "-C", "case", "--key", "key.pem"]
    status, shown = on_terminal(desk, words, b"wrong\n")
    need(status == 3 and "passphrase" in shown and "key.pem" in shown, f"exit {status}\n{shown}")
    desk.need_untouched(before)
    ran = desk.run(*words)
    desk.need_refused(ran, 3, "there is no terminal to ask on", untouched=before)
    status, shown = on_terminal(desk, words, b"right\n")
    need(status == 0, f"exit {status}\n{shown}")
    need("right" not in shown, f"the passphrase was shown\n{shown}")


def rule_a_key_that_others_may_read_is_used_with_a_warning(desk):
    desk.set_up()
    (desk.folder / "key").chmod(0o644)
    ran = desk.pack()
    need(ran.status == 0 and "warning: key:" in ran.err, "a warning that names the key was expected", ran)
    desk.need_verified()


def rule_a_key_that_is_not_there_is_named(desk):
    desk.set_up()
    before = desk.state()
    desk.need_refused(desk.pack(key="absent"), 3, "absent", untouched=before)


def rule_a_bundle_made_anew_by_zip_is_never_intact(desk):
    """Neither under its own name nor under another; `zip -d` keeps all other bytes: see the next rule."""
    need_tool("zip")
    desk.set_up()
    need(desk.pack().status == 0, "pack")
    desk.need_verified()
    subprocess.run(["unzip", "-q", desk.bundle, "-d", "un"], cwd=desk.folder, check=True)
    (desk.folder / "un/extra").write_bytes(b"extra")
    for number, command in enumerate(("zip -q -0 -r -X {} case", "zip -q -0 -r -D -X {} case", "zip -q -r {} case",
                                      "cp ../case.dossier.zip {} && zip -q -0 -u {} extra",
                                      "cp ../case.dossier.zip {} && echo remark | zip -q -z {}",
                                      "zip -q -0 -r -D -X {} case -x 'case/signatures/*'")):
        for name in (f"{number}.dossier.zip", f"{number}.zip"):
            done = subprocess.run(["sh", "-c", command.format(name, name)], cwd=desk.folder / "un", capture_output=True)
            need(done.returncode == 0, f"{command}: {done.stdout}{done.stderr}")
            ran = desk.run("verify", "--trust", "trust", f"un/{name}")
            need(ran.status == 1, f"after '{command}' exit 1 was expected", ran)
            need("container." in ran.out or "bag." in ran.out or "signature." in ran.out, "a finding was expected", ran)


def rule_a_bundle_whose_signature_was_removed_is_not_vouched_for(desk):
    need_tool("zip")
    desk.set_up()
    need(desk.pack().status == 0, "pack")
    subprocess.run(["zip", "-q", "-d", desk.bundle, "case/signatures/*"], check=True)
    ran = desk.run("verify", "--trust", "trust", "case.dossier.zip")
    need(ran.status == 4 and "signature.none" in ran.out, "exit 4 was expected", ran)


def rule_a_bundle_without_its_key_in_the_trust_folder_is_not_vouched_for(desk):
    desk.set_up()
    need(desk.pack().status == 0, "pack")
    desk.well("keygen", "other")
    desk.trust(desk.folder / "other.pub")
    ran = desk.run("verify", "--trust", "trust", "case.dossier.zip")
    need(ran.status == 4 and "unrecognised" in ran.out, "exit 4 was expected", ran)


def rule_a_changed_case_is_refused_until_it_is_revised(desk):
    desk.set_up()
    need(desk.pack().status == 0, "pack")
    first = desk.bundle.read_bytes()
    need(desk.pack("--force").status == 0, "pack again")
    need(desk.bundle.read_bytes() == first, "an unchanged case folder gives the same bytes")
    (desk.case / "attachments/a.txt").write_bytes(b"b\n")
    before = desk.state()
    desk.need_refused(desk.pack("--force"), 1, "was changed since it was sealed", "--revise", untouched=before)
    ran = desk.pack("--revise", "-o", "second.dossier.zip")
    need(ran.status == 0, "--revise", ran)
    desk.need_verified("second.dossier.zip")
    shutil.rmtree(desk.case / "attachments")
    before = desk.state()
    desk.need_refused(desk.pack("-o", "third.dossier.zip"), 1, "was changed since it was sealed", untouched=before)
    desk.bundle.unlink()
    before = desk.state()
    desk.need_refused(desk.pack("--revise"), 3, "case.dossier.zip: is not there", "--former BUNDLE", untouched=before)
    need(desk.pack("--revise", "--former", "second.dossier.zip").status == 0, "--former")
    desk.need_verified()
