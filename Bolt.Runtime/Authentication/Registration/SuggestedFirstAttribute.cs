using System;

namespace Bolt.Authentication.Registration;

/// <summary>Put on a backend that the code fixes suggest in a project that uses none yet. Read by them only.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class SuggestedFirstAttribute : Attribute;
