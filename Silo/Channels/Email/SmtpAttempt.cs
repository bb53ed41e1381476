using MailKit;

namespace Silo.Channels.Email;

/// <summary>How far an attempt has come: what an end means depends on it.</summary>
internal sealed class SmtpAttempt : ITransferProgress
{
    /// <summary>The server knows who we are, and the message is offered to it.</summary>
    public bool IsSending { get; set; }

    /// <summary>The whole message is written, but for the final dot: from here on it may be the server's.</summary>
    public bool IsWritten { get; private set; }

    public void Report(long bytesTransferred, long totalSize) => IsWritten |= bytesTransferred >= totalSize;

    public void Report(long bytesTransferred) => IsWritten |= bytesTransferred > 0;
}
