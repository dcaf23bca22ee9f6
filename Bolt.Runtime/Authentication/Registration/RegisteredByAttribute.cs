using System;

namespace Bolt.Authentication.Registration;

/// <summary>The method of <see cref="BoltBuilder"/> that registers a backend, for the message at start when nobody called it. A class that derives from the backend is that method's type argument.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RegisteredByAttribute(string method) : Attribute
{
    public string Method { get; } = method;
}
