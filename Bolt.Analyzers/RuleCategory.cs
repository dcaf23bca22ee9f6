namespace Bolt.Analyzers;

/// <summary>What a rule is about, as shown in rule sets and reports.</summary>
internal static class RuleCategory
{
    public const string Security = "Bolt.Security";
    public const string Usage = "Bolt.Usage";
    public const string Aot = "Bolt.Aot";
}
