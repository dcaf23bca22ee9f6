using Bolt.Authentication.Registration;

namespace Bolt.Authentication.ApiKeys;

/// <summary><see cref="ApiKeyAuthentication"/> and the backends that applications derive from it.</summary>
internal static class ApiKeyBackend
{
    public static BackendKind Kind { get; } = BackendKind.Create<ApiKeyOptions>(typeof(ApiKeyAuthentication), ApiKeyAuthentication.DefaultName, "ApiKeys", nameof(BoltApiKeyExtensions.AddApiKeys));
}
