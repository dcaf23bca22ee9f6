using System;
using System.Text;
using Bolt.Authentication.Jwt.Json;
using Bolt.Authentication.Jwt.Validation;

namespace Bolt.Jwt.Steps;

/// <summary>Reads JSON as the library does and tells how many steps that took.</summary>
public static class StepCounter
{
    /// <summary>As a payload is read behind a sound signature: no limit but the length.</summary>
    public static (bool IsSound, long Steps) Payload(string json)
    {
        var text = Encoding.UTF8.GetBytes(json);
        var before = Bolt.Authentication.Jwt.Json.Steps.Taken;
        var members = new PooledList<JsonMember>(stackalloc JsonMember[16]);
        var isSound = StrictJson.TryParseObject(text, ref members);
        if (isSound)
        {
            var claims = new JwtClaims(text);
            isSound = claims.TryRead(members.Items);
            _ = isSound && claims.IsMeantFor(["nobody"u8.ToArray(), "nobody else"u8.ToArray()]);
        }

        members.Dispose();
        return (isSound, Bolt.Authentication.Jwt.Json.Steps.Taken - before);
    }

    /// <summary>As a header is read, with so many parts at most.</summary>
    public static (bool IsSound, long Steps) Header(string json, int maximumParts)
    {
        var text = Encoding.UTF8.GetBytes(json);
        var before = Bolt.Authentication.Jwt.Json.Steps.Taken;
        var members = new PooledList<JsonMember>(stackalloc JsonMember[8]);
        var isSound = StrictJson.TryParseObject(text, maximumParts, ref members);
        members.Dispose();
        return (isSound, Bolt.Authentication.Jwt.Json.Steps.Taken - before);
    }
}
