namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>The preformatted bodies, byte for byte.</summary>
internal static class Problem
{
    public const string Unauthorized = """{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.2","title":"Unauthorized","status":401}""";

    public const string Forbidden = """{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.4","title":"Forbidden","status":403}""";

    public const string Unavailable = """{"type":"https://tools.ietf.org/html/rfc9110#section-15.6.4","title":"Service Unavailable","status":503}""";

    public static string BadRequest(string parameter, string message) =>
        """{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.1","title":"Bad Request","status":400,"errors":{""" + $"\"{parameter}\":[\"{message}\"]}}}}";

    public static string UnsupportedMediaType(string parameter) =>
        """{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.16","title":"Unsupported Media Type","status":415,"errors":{"""
        + $"\"{parameter}\":[\"The request body must be JSON: send Content-Type: application/json.\"]}}}}";
}
