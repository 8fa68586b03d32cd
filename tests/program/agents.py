# SPDX-License-Identifier: Apache-2.0
"""ssh-agents for tests: OpenSSH's own, and one that lists a key and never answers a request to sign."""

import base64
import contextlib
import socket
import subprocess
import threading

from desk import ENVIRONMENT, need_tool, wait_for

IDENTITIES_ANSWER, SIGN_REQUEST = 12, 13


@contextlib.contextmanager
def openssh_agent(path, *keys):
    """OpenSSH's agent on a socket of its own, ended by its id."""
    need_tool("ssh-agent")
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", path], env=ENVIRONMENT, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    try:
        wait_for(path.exists, "the socket of ssh-agent")
        for key in keys:
            subprocess.run(["ssh-add", "-q", key], env={**ENVIRONMENT, "SSH_AUTH_SOCK": str(path)}, check=True,
                           stderr=subprocess.DEVNULL)
        yield {"SSH_AUTH_SOCK": str(path)}
    finally:
        agent.terminate()
        agent.wait()


class SilentAgent:
    """Lists the public key; `asked` is set once it was asked to sign, which it never does."""

    def __init__(self, path, public_key):
        self.asked = threading.Event()
        self.blob = base64.b64decode(public_key.read_text().split()[1])
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen(1)
        self.environment = {"SSH_AUTH_SOCK": str(path)}
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        peer, _ = self.listener.accept()
        while head := peer.recv(4, socket.MSG_WAITALL):
            request = peer.recv(int.from_bytes(head, "big"), socket.MSG_WAITALL)
            if request[0] == SIGN_REQUEST:
                self.asked.set()
                continue
            body = (bytes([IDENTITIES_ANSWER]) + (1).to_bytes(4, "big") + len(self.blob).to_bytes(4, "big") + self.blob +
                    (4).to_bytes(4, "big") + b"test")
            peer.sendall(len(body).to_bytes(4, "big") + body)
