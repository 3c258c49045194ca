"""Why, continued: the sentences on actions, joint statements, contacts and deferrals, in English and in Japanese.

Pure. As `says`, whose manner of writing holds here too. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from entente.areas.consultations.says import Words
from entente.kernel.bilingual import on, sentence


@sentence
def action(state: str, party: str, due: int) -> Words:
    """Where an action stands and whose move it is."""
    en, ja = on(due)
    return {
        "open": {"en": f"{party} is to do this by {en}.", "ja": f"{party}が{ja}までに実施する。"},
        "overdue": {"en": f"{party} was to do this by {en}.", "ja": f"{party}による実施の期日（{ja}）を過ぎている。"},
        "escalated": {
            "en": f"{party} was to do this by {en}; it is so late that it goes up to the parent series.",
            "ja": f"{party}による実施の期日（{ja}）を大幅に過ぎており、上位の協議枠組みに付議する。",
        },
        "disputed": {
            "en": f"The claim is disputed; {party} is to act (due by {en}).",
            "ja": f"申告に異議がある。{party}が対応する（期日は{ja}）。",
        },
        "claimed": {
            "en": f"The owner says it is done; {party} is to close or dispute by {en}.",
            "ja": f"担当側は実施済みとしている。{party}が{ja}までに終了を確認し、又は異議を述べる。",
        },
        "claim-unanswered": {
            "en": f"The owner says it is done; {party} was to answer by {en}.",
            "ja": f"担当側は実施済みとしているが、{party}の回答がない（期限は{ja}）。",
        },
        "closed": {"en": f"Done, and closed by {party} (due by {en}).", "ja": f"実施済み。{party}が終了を確認した（期日は{ja}）。"},
    }[state]


@sentence
def action_in_time(met: bool, due: int) -> Words:
    """Whether an action was done by its date."""
    en, ja = on(due)
    if met:
        return {"en": f"Done by its date, {en}.", "ja": f"期日（{ja}）までに実施された。"}
    return {"en": f"Not done by its date, {en}.", "ja": f"期日（{ja}）までに実施されていない。"}


SELF_CLOSED: Words = {
    "en": "The owner cannot close its own action; this answer counts for nothing.",
    "ja": "担当側は自らのフォローアップ事項の終了を確認することができない。この回答は効力を有しない。",
}


@sentence
def ready(party: str, again: bool) -> Words:
    """A "ready" that is waited for."""
    if again:
        return {
            "en": f"{party} was ready for an earlier revision; the statement has changed.",
            "ja": f"{party}の公表準備完了は前の版に関するものであり、声明は変更されている。",
        }
    return {"en": f"{party} has not said that it is ready.", "ja": f"{party}から公表準備完了の表明がない。"}


@sentence
def release(state: str, embargo: tuple[str, str], by: str) -> Words:
    """Whether a statement may be published."""
    if state == "waiting":
        return {"en": "Not every participant is ready.", "ja": "公表準備が完了していない参加国がある。"}
    if state == "embargoed":
        en, ja = embargo
        return {"en": f"All are ready; the embargo holds until {en}.", "ja": f"全ての参加国の準備が完了している。解禁は{ja}。"}
    if state == "published":
        return {"en": f"Published by {by}.", "ja": f"公表した参加国：{by}。"}
    return {"en": "All are ready and the embargo has passed or passes today.", "ja": "全ての参加国の準備が完了し、解禁の日に至っている。"}


@sentence
def embargo(until: str, ja: str) -> Words:
    """That a statement may not be published yet, whoever is ready."""
    return {"en": f"The embargo holds until {until}.", "ja": f"解禁日時（{ja}）前である。"}


@sentence
def mismatch(party: str, language: str, page: str, alerted: str) -> Words:
    """A published text that is not the agreed one."""
    name_en, name_ja = ("English", "英語") if language == "en" else ("Japanese", "日本語")
    return {
        "en": f"The {name_en} text that {party} published at {page} is not the agreed text. Alert: {alerted}.",
        "ja": f"{party}が{page}に公表した{name_ja}の本文は、合意された本文と一致しない。通知先：{alerted}。",
    }


@sentence
def alert(party: str, published: str, languages: tuple[str, ...]) -> Words:
    """What each side's spokesperson is to do about a published text that is not the agreed one."""
    en = " and ".join({"en": "English", "ja": "Japanese"}[language] for language in languages)
    ja = "及び".join({"en": "英文", "ja": "和文"}[language] for language in languages)
    if party == published:
        return {
            "en": f"The {en} text that {published} published is not the agreed one: {published} corrects it and records it again.",
            "ja": f"{published}が公表した{ja}は、合意された本文と一致しない。{published}が訂正し、改めて記録する。",
        }
    return {
        "en": f"The {en} text that {published} published is not the agreed one: {party} compares it and speaks to {published}.",
        "ja": f"{published}が公表した{ja}は、合意された本文と一致しない。{party}が照合し、{published}に連絡する。",
    }


@sentence
def early(party: str, en_why: str, ja_why: str) -> Words:
    """A publication before its time."""
    return {"en": f"{party} published although {en_why}.", "ja": f"{party}は、{ja_why}にもかかわらず公表した。"}


@sentence
def contact(state: str, until: int | None) -> Words:
    """Whether a contact is verified."""
    if state == "nominated":
        return {"en": "Nominated; no ping has been answered yet.", "ja": "指名済み。連絡確認への回答はまだない。"}
    if state == "changed":
        return {"en": "The entry is no longer right, as its own side answered.", "ja": "記載に変更がある旨の回答があった。"}
    if until is None:
        return {
            "en": "No answered ping is recent enough; whether it can be reached is unknown.",
            "ja": "最近の連絡確認への回答がなく、連絡の可否は不明である。",
        }
    en, ja = on(until)
    return {"en": f"An answered ping verifies this until {en}.", "ja": f"連絡確認への回答により、{ja}まで有効と確認されている。"}


@sentence
def ping(state: str, party: str, by: int) -> Words:
    """A ping that waits for an answer."""
    en, ja = on(by)
    if state == "open":
        return {
            "en": f"{party} is asked to answer the ping by {en}.",
            "ja": f"{party}は連絡確認に{ja}までに回答することを求められている。",
        }
    return {
        "en": f"{party} has not answered the ping of this contact by {en}.",
        "ja": f"連絡確認に対する{party}の回答が、期限（{ja}）までになかった。",
    }


@sentence
def ask_next(party: str, asked: str, by: int) -> Words:
    """A ping without an answer: the next post in the order is asked."""
    en, ja = on(by)
    return {
        "en": f"{asked} did not answer the ping by {en}: {party} asks the next contact in the order, out of hours too.",
        "ja": f"連絡確認に対する{asked}の回答が期限（{ja}）までになかった。{party}は、時間外を含め、次の順位の連絡窓口に連絡する。",
    }


@sentence
def deferred_record(until: int) -> Words:
    """A deferral that stands."""
    en, ja = on(until)
    return {"en": f"Deferred by all participants until {en}.", "ja": f"全ての参加国の合意により{ja}まで延期されている。"}


@sentence
def late_entry(agreed: int, recorded: int) -> Words:
    """A deferral recorded long after it is said to have been agreed."""
    a, b = on(agreed), on(recorded)
    return {
        "en": f"Recorded on {b[0]} as agreed on {a[0]}.",
        "ja": f"{a[1]}に合意されたものとして、{b[1]}に記録された。",
    }
