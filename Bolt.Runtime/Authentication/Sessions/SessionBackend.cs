using Bolt.Authentication.Registration;

namespace Bolt.Authentication.Sessions;

/// <summary><see cref="SessionAuthentication"/> and the backends that applications derive from it.</summary>
internal static class SessionBackend
{
    public static BackendKind Kind { get; } = BackendKind.Create<SessionOptions>(typeof(SessionAuthentication), SessionAuthentication.DefaultName, "Sessions", nameof(BoltSessionExtensions.AddSessions));
}
