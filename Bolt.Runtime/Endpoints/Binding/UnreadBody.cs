using Microsoft.AspNetCore.Http;

namespace Bolt.Endpoints.Binding;

/// <summary>What a client is told of a body that the server stopped reading.</summary>
internal static class UnreadBody
{
    public static string Describe(string what, int status) =>
        status == StatusCodes.Status413PayloadTooLarge ? $"The {what} is too large." : $"The {what} could not be read.";
}
