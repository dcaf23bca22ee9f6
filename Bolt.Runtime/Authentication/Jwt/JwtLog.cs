using Microsoft.Extensions.Logging;

namespace Bolt;

/// <summary>Messages of the JWT backends. None of them ever holds a token or a key.</summary>
internal static partial class JwtLog
{
    [LoggerMessage(3001, LogLevel.Warning, "The backend {Backend} does not check {Claims}: a token made for another program is accepted here. Set Issuers and Audiences.")]
    public static partial void Unchecked(ILogger logger, string backend, string claims);
}
