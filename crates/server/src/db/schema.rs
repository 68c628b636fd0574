//! The tables as Diesel sees them: the same on both engines. Kept beside the migrations, in their order.
//!
//! What a table means in the council's work is written where its rows are read: in each feature's `store.rs`.
#![expect(missing_docs, reason = "the macro writes items that have no place for a doc comment")]

diesel::table! {
    settings (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    units (id) {
        id -> Text,
        code -> Text,
        level -> Text,
        kind -> Text,
        valid_from -> Text,
        valid_to -> Nullable<Text>,
        source -> Text,
    }
}

diesel::table! {
    unit_names (id) {
        id -> Text,
        unit_id -> Text,
        name -> Text,
        full_name -> Text,
        full_name_en -> Text,
        search_key -> Text,
        valid_from -> Text,
        valid_to -> Nullable<Text>,
    }
}

diesel::table! {
    unit_parents (unit_id, parent_id, valid_from) {
        unit_id -> Text,
        parent_id -> Text,
        valid_from -> Text,
        valid_to -> Nullable<Text>,
    }
}

diesel::table! {
    successions (from_unit, to_unit) {
        from_unit -> Text,
        to_unit -> Text,
        share -> Text,
        on_day -> Text,
        source -> Text,
    }
}

diesel::table! {
    councils (id) {
        id -> Text,
        unit_id -> Text,
        mark -> Text,
        name -> Text,
        level -> Text,
        term -> Text,
        starts_on -> Text,
        ends_on -> Nullable<Text>,
        upper_id -> Nullable<Text>,
        illustration -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    bodies (id) {
        id -> Text,
        council_id -> Text,
        kind -> Text,
        name -> Text,
        search_key -> Text,
        sort_key -> Text,
        valid_from -> Text,
        valid_to -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    people (id) {
        id -> Text,
        council_id -> Text,
        name -> Text,
        search_key -> Text,
        sort_key -> Text,
    }
}

diesel::table! {
    mandates (id) {
        id -> Text,
        council_id -> Text,
        person_id -> Text,
        kind -> Text,
        group_id -> Nullable<Text>,
        valid_from -> Text,
        valid_to -> Nullable<Text>,
    }
}

diesel::table! {
    positions (id) {
        id -> Text,
        body_id -> Text,
        person_id -> Text,
        title -> Text,
        valid_from -> Text,
        valid_to -> Nullable<Text>,
    }
}

diesel::table! {
    accounts (id) {
        id -> Text,
        sign_in -> Text,
        name -> Text,
        title -> Text,
        password_hash -> Text,
        language -> Text,
        created_at -> Text,
        disabled_on -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    roles (id) {
        id -> Text,
        account_id -> Text,
        council_id -> Text,
        body_id -> Nullable<Text>,
        role -> Text,
        valid_from -> Text,
        valid_to -> Nullable<Text>,
    }
}

diesel::table! {
    passes (id) {
        id -> Text,
        account_id -> Text,
        kind -> Text,
        secret_hash -> Text,
        label -> Text,
        created_at -> Text,
        seen_on -> Text,
        expires_on -> Text,
        revoked_at -> Nullable<Text>,
    }
}

diesel::table! {
    followups (id) {
        id -> Text,
        council_id -> Text,
        number -> Text,
        origin -> Text,
        facing -> Text,
        priority -> Text,
        title -> Text,
        words -> Text,
        source -> Text,
        source_on -> Nullable<Text>,
        lead_id -> Nullable<Text>,
        lead_words -> Text,
        product -> Text,
        proof -> Text,
        due_kind -> Text,
        due_words -> Text,
        due_on -> Nullable<Text>,
        due_by -> Nullable<Text>,
        state -> Text,
        response -> Nullable<Text>,
        claimed_on -> Nullable<Text>,
        verdict -> Nullable<Text>,
        closed_on -> Nullable<Text>,
        rung -> BigInt,
        evidence -> BigInt,
        published_on -> Nullable<Text>,
        earlier_id -> Nullable<Text>,
        like_key -> Text,
        sort_due -> Text,
        taken_from -> Nullable<Text>,
        recorded_at -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    followup_bodies (followup_id, body_id) {
        followup_id -> Text,
        body_id -> Text,
    }
}

diesel::table! {
    deeds (id) {
        id -> Text,
        followup_id -> Text,
        kind -> Text,
        on_day -> Text,
        at -> Text,
        account_id -> Text,
        by_name -> Text,
        value -> Text,
        words -> Text,
    }
}

diesel::table! {
    evidence (id) {
        id -> Text,
        followup_id -> Text,
        deed_id -> Text,
        name -> Text,
        media -> Text,
        size -> BigInt,
        content_hash -> Text,
    }
}

diesel::table! {
    deadlines (id) {
        id -> Text,
        council_id -> Text,
        followup_id -> Text,
        kind -> Text,
        rule -> Text,
        started_on -> Text,
        due_on -> Text,
        reckoning -> Text,
        set_by -> Text,
        reason -> Text,
        created_at -> Text,
        met_on -> Nullable<Text>,
        superseded_at -> Nullable<Text>,
        open_on -> Nullable<Text>,
    }
}

diesel::table! {
    notices (id) {
        id -> Text,
        council_id -> Text,
        followup_id -> Text,
        deadline_id -> Text,
        kind -> Text,
        for_day -> Text,
        created_at -> Text,
    }
}

diesel::table! {
    urgings (id) {
        id -> Text,
        council_id -> Text,
        body_id -> Text,
        rung -> BigInt,
        round -> BigInt,
        state -> Text,
        proposed_on -> Text,
        answer_by -> Text,
        words -> Text,
        symbol -> Text,
        signed_on -> Nullable<Text>,
        signed_by -> Nullable<Text>,
        sent_on -> Nullable<Text>,
        acknowledged_on -> Nullable<Text>,
        acknowledged_by -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    urging_items (urging_id, followup_id) {
        urging_id -> Text,
        followup_id -> Text,
        rung -> BigInt,
        round -> BigInt,
        dropped_on -> Nullable<Text>,
        live_key -> Nullable<Text>,
    }
}

diesel::table! {
    resupervisions (id) {
        id -> Text,
        council_id -> Text,
        title -> Text,
        of_source -> Text,
        body_id -> Nullable<Text>,
        opened_on -> Text,
        opened_by -> Text,
    }
}

diesel::table! {
    resupervision_items (resupervision_id, followup_id) {
        resupervision_id -> Text,
        followup_id -> Text,
    }
}

diesel::table! {
    handovers (id) {
        id -> Text,
        from_council -> Text,
        to_council -> Text,
        decided_by -> Text,
        document -> Text,
        decided_on -> Text,
        at -> Text,
    }
}

diesel::table! {
    handover_items (handover_id, from_followup) {
        handover_id -> Text,
        from_followup -> Text,
        to_followup -> Text,
    }
}

diesel::table! {
    rule_confirmations (id) {
        id -> Text,
        council_id -> Text,
        rule -> Text,
        edition -> BigInt,
        confirmed_by -> Text,
        document -> Text,
        on_day -> Text,
    }
}

diesel::table! {
    chains (council_id) {
        council_id -> Text,
        length -> BigInt,
        head -> Text,
        numbers -> BigInt,
        numbers_year -> BigInt,
    }
}

diesel::table! {
    events (council_id, seq) {
        council_id -> Text,
        seq -> BigInt,
        at -> Text,
        account_id -> Text,
        act -> Text,
        subject -> Text,
        body -> Text,
        previous -> Text,
        hash -> Text,
    }
}

diesel::table! {
    sweeps (council_id, on_day) {
        council_id -> Text,
        on_day -> Text,
        done_at -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    programmes,
    programme_items,
    programme_item_units,
    proposals,
    overlap_decisions,
    supervisions,
    supervision_councils,
    supervision_units,
    supervision_members,
    member_duties,
    supervision_questions,
    supervision_findings,
    supervision_papers,
    petitions,
    petition_occurrences,
    petition_steps,
    petition_answers,
    petition_promises,
    petition_opinions,
    petition_proofs,
    petition_clocks,
    petition_merges,
    contact_rounds,
    contact_meetings,
    contact_deputies,
    contact_checkins,
    contact_notes,
    contact_photos,
    contact_clocks,
    voter_notices,
    petition_codes,
    petition_imports,
    short_forms,
    supervision_clocks,
    supervision_notices,
    supervision_steps,
    supervision_followups,
    settings,
    units,
    unit_names,
    unit_parents,
    successions,
    councils,
    bodies,
    people,
    mandates,
    positions,
    accounts,
    roles,
    passes,
    followups,
    followup_bodies,
    deeds,
    evidence,
    deadlines,
    notices,
    urgings,
    urging_items,
    resupervisions,
    resupervision_items,
    handovers,
    handover_items,
    rule_confirmations,
    chains,
    events,
    sweeps,
    transfers,
);
diesel::table! {
    programmes (id) {
        id -> Text,
        council_id -> Text,
        body_id -> Nullable<Text>,
        by_kind -> Text,
        year -> BigInt,
        state -> Text,
        session_on -> Nullable<Text>,
        resolution -> Text,
        resolved_on -> Nullable<Text>,
        resolved_by -> Text,
        taken_from -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    programme_items (id) {
        id -> Text,
        programme_id -> Text,
        council_id -> Text,
        year -> BigInt,
        form -> Text,
        title -> Text,
        short_name -> Text,
        period -> Text,
        area -> Text,
        unit_words -> Text,
        time_words -> Text,
        starts_on -> Nullable<Text>,
        ends_on -> Nullable<Text>,
        state -> Text,
        reason -> Text,
        carried_from -> Nullable<Text>,
        like_key -> Text,
        taken_from -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    programme_item_units (item_id, body_id) {
        item_id -> Text,
        body_id -> Text,
    }
}

diesel::table! {
    proposals (id) {
        id -> Text,
        council_id -> Text,
        year -> BigInt,
        by_name -> Text,
        need -> Text,
        content -> Text,
        scope -> Text,
        target -> Text,
        state -> Text,
        reason -> Text,
        item_id -> Nullable<Text>,
        proposed_on -> Text,
    }
}

diesel::table! {
    overlap_decisions (id) {
        id -> Text,
        council_id -> Text,
        item_id -> Text,
        other -> Text,
        shown -> Text,
        decision -> Text,
        words -> Text,
        decided_by -> Text,
        decided_on -> Text,
    }
}

diesel::table! {
    supervisions (id) {
        id -> Text,
        council_id -> Text,
        body_id -> Nullable<Text>,
        by_kind -> Text,
        form -> Text,
        title -> Text,
        short_name -> Text,
        period -> Text,
        area -> Text,
        fields -> Text,
        person -> Text,
        year -> BigInt,
        stage -> Text,
        stage_on -> Nullable<Text>,
        planned_from -> Nullable<Text>,
        planned_to -> Nullable<Text>,
        established_on -> Nullable<Text>,
        ended_on -> Nullable<Text>,
        reported_on -> Nullable<Text>,
        concluded_on -> Nullable<Text>,
        result -> Text,
        earlier_id -> Nullable<Text>,
        earlier_link -> Nullable<Text>,
        item_id -> Nullable<Text>,
        source -> Text,
        like_key -> Text,
        sort_day -> Text,
        taken_from -> Nullable<Text>,
        recorded_at -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    supervision_councils (supervision_id, council_id) {
        supervision_id -> Text,
        council_id -> Text,
    }
}

diesel::table! {
    supervision_units (id) {
        id -> Text,
        supervision_id -> Text,
        body_id -> Nullable<Text>,
        name -> Text,
        way -> Text,
        report -> Text,
        asked_on -> Nullable<Text>,
        report_due -> Nullable<Text>,
        received_on -> Nullable<Text>,
        first_due -> Nullable<Text>,
        first_received_on -> Nullable<Text>,
        returns -> BigInt,
        planned_on -> Nullable<Text>,
        visited_on -> Nullable<Text>,
        postponed_on -> Nullable<Text>,
        absent -> Text,
        comment_asked_on -> Nullable<Text>,
        comment -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    supervision_members (id) {
        id -> Text,
        supervision_id -> Text,
        person_id -> Nullable<Text>,
        name -> Text,
        part -> Text,
        valid_from -> Text,
        valid_to -> Nullable<Text>,
        left_why -> Text,
    }
}

diesel::table! {
    member_duties (id) {
        id -> Text,
        council_id -> Text,
        person_id -> Text,
        starts_on -> Text,
        ends_on -> Text,
        days -> BigInt,
        words -> Text,
    }
}

diesel::table! {
    supervision_questions (id) {
        id -> Text,
        supervision_id -> Text,
        place -> BigInt,
        words -> Text,
    }
}

diesel::table! {
    supervision_findings (id) {
        id -> Text,
        supervision_id -> Text,
        unit_id -> Nullable<Text>,
        question_id -> Nullable<Text>,
        words -> Text,
        by_name -> Text,
        at -> Text,
    }
}

diesel::table! {
    supervision_papers (id) {
        id -> Text,
        supervision_id -> Text,
        unit_id -> Nullable<Text>,
        kind -> Text,
        symbol -> Text,
        on_day -> Nullable<Text>,
        title -> Text,
        place -> Text,
        note -> Text,
        name -> Text,
        media -> Text,
        size -> BigInt,
        content_hash -> Text,
        by_name -> Text,
        at -> Text,
    }
}

diesel::table! {
    supervision_clocks (id) {
        id -> Text,
        council_id -> Text,
        supervision_id -> Text,
        unit_id -> Nullable<Text>,
        step -> Text,
        rule -> Text,
        started_on -> Text,
        due_on -> Text,
        reckoning -> Text,
        set_by -> Text,
        met_on -> Nullable<Text>,
        open_on -> Nullable<Text>,
    }
}

diesel::table! {
    supervision_steps (id) {
        id -> Text,
        supervision_id -> Text,
        unit_id -> Nullable<Text>,
        kind -> Text,
        on_day -> Text,
        at -> Text,
        by_name -> Text,
        value -> Text,
        words -> Text,
    }
}

diesel::table! {
    supervision_followups (supervision_id, followup_id) {
        supervision_id -> Text,
        followup_id -> Text,
        finding_id -> Nullable<Text>,
    }
}

diesel::table! {
    supervision_notices (id) {
        id -> Text,
        council_id -> Text,
        clock_id -> Text,
        kind -> Text,
        for_day -> Text,
        created_at -> Text,
    }
}

diesel::table! {
    transfers (id) {
        id -> Text,
        from_council -> Text,
        to_council -> Text,
        followup_id -> Text,
        taken_id -> Nullable<Text>,
        state -> Text,
        reason -> Text,
        document -> Text,
        offered_by -> Text,
        offered_on -> Text,
        answered_by -> Nullable<Text>,
        answered_on -> Nullable<Text>,
        answer -> Text,
        live_key -> Nullable<Text>,
    }
}

diesel::table! {
    cooperation_sheets (id) {
        id -> Text,
        council_id -> Text,
        body_id -> Text,
        figures -> Text,
        shown_by -> Text,
        shown_on -> Text,
        answer_by -> Text,
        answer -> Text,
        answered_by -> Nullable<Text>,
        answered_on -> Nullable<Text>,
        laid_by -> Nullable<Text>,
        laid_on -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    petitions (id) {
        id -> Text,
        council_id -> Text,
        number -> Text,
        title -> Text,
        words -> Text,
        place -> Text,
        topic -> Text,
        competence -> Nullable<Text>,
        body_id -> Nullable<Text>,
        body_words -> Text,
        priority -> Text,
        is_public -> BigInt,
        stage -> Text,
        stage_on -> Text,
        received_on -> Text,
        reply_due -> Nullable<Text>,
        answer_class -> Nullable<Text>,
        ending -> Nullable<Text>,
        occurrences -> BigInt,
        voters -> BigInt,
        proofs -> BigInt,
        merged_into -> Nullable<Text>,
        repeats_id -> Nullable<Text>,
        taken_from -> Nullable<Text>,
        recorded_at -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    petition_occurrences (id) {
        id -> Text,
        petition_id -> Text,
        origin_id -> Text,
        channel -> Text,
        on_day -> Text,
        place -> Text,
        meeting -> Text,
        voters -> BigInt,
        noted_by -> Text,
        words -> Text,
    }
}

diesel::table! {
    petition_steps (id) {
        id -> Text,
        petition_id -> Text,
        kind -> Text,
        on_day -> Text,
        at -> Text,
        account_id -> Text,
        by_name -> Text,
        value -> Text,
        words -> Text,
    }
}

diesel::table! {
    petition_answers (id) {
        id -> Text,
        petition_id -> Text,
        class -> Text,
        body_id -> Nullable<Text>,
        body_words -> Text,
        document -> Text,
        answered_on -> Text,
        words -> Text,
        state -> Text,
        flaw -> Nullable<Text>,
        reason -> Text,
        by_name -> Text,
    }
}

diesel::table! {
    petition_promises (id) {
        id -> Text,
        petition_id -> Text,
        answer_id -> Text,
        followup_id -> Text,
    }
}

diesel::table! {
    petition_opinions (id) {
        id -> Text,
        petition_id -> Text,
        judge -> Text,
        opinion -> Text,
        on_day -> Text,
        by_name -> Text,
        words -> Text,
    }
}

diesel::table! {
    petition_proofs (id) {
        id -> Text,
        petition_id -> Text,
        name -> Text,
        media -> Text,
        size -> BigInt,
        content_hash -> Text,
        note -> Text,
        added_on -> Text,
    }
}

diesel::table! {
    petition_clocks (id) {
        id -> Text,
        council_id -> Text,
        petition_id -> Text,
        step -> Text,
        rule -> Text,
        started_on -> Text,
        due_on -> Text,
        reckoning -> Text,
        set_by -> Text,
        met_on -> Nullable<Text>,
        open_on -> Nullable<Text>,
    }
}

diesel::table! {
    petition_merges (id) {
        id -> Text,
        council_id -> Text,
        into_id -> Text,
        from_id -> Text,
        reason -> Text,
        merged_by -> Text,
        merged_on -> Text,
        undone_by -> Nullable<Text>,
        undone_on -> Nullable<Text>,
    }
}

diesel::table! {
    contact_rounds (id) {
        id -> Text,
        council_id -> Text,
        title -> Text,
        kind -> Text,
        session -> Text,
        session_opens_on -> Nullable<Text>,
        starts_on -> Text,
        ends_on -> Text,
        plan_document -> Text,
        words -> Text,
        asked_by -> Text,
        asked_on -> Nullable<Text>,
        decision -> Nullable<Text>,
        decided_on -> Nullable<Text>,
        recorded_at -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    contact_meetings (id) {
        id -> Text,
        council_id -> Text,
        round_id -> Text,
        on_day -> Text,
        at_time -> Text,
        way -> Text,
        place -> Text,
        area -> Text,
        area_key -> Text,
        group_id -> Nullable<Text>,
        chair -> Text,
        state -> Text,
        state_words -> Text,
        voters -> BigInt,
        minutes -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    contact_deputies (id) {
        id -> Text,
        meeting_id -> Text,
        person_id -> Text,
    }
}

diesel::table! {
    contact_checkins (id) {
        id -> Text,
        meeting_id -> Text,
        account_id -> Text,
        by_name -> Text,
        at -> Text,
        voters -> BigInt,
    }
}

diesel::table! {
    contact_notes (id) {
        id -> Text,
        meeting_id -> Text,
        edit_id -> Text,
        edits -> Text,
        words -> Text,
        speaker -> Text,
        place -> Text,
        voters -> BigInt,
        answered_by -> Text,
        answer -> Text,
        noted_at -> Text,
        received_at -> Text,
        account_id -> Text,
        by_name -> Text,
        beside_id -> Nullable<Text>,
        petition_number -> Nullable<Text>,
        dropped -> Nullable<Text>,
        version -> BigInt,
        same_as -> Text,
    }
}

diesel::table! {
    contact_photos (id) {
        id -> Text,
        meeting_id -> Text,
        note_id -> Nullable<Text>,
        name -> Text,
        media -> Text,
        size -> BigInt,
        content_hash -> Text,
        by_name -> Text,
        added_at -> Text,
    }
}

diesel::table! {
    contact_clocks (id) {
        id -> Text,
        council_id -> Text,
        round_id -> Text,
        meeting_id -> Nullable<Text>,
        rule -> Text,
        started_on -> Text,
        due_on -> Text,
        reckoning -> Text,
        met_on -> Nullable<Text>,
        met_words -> Text,
        open_on -> Nullable<Text>,
    }
}

diesel::table! {
    voter_notices (id) {
        id -> Text,
        council_id -> Text,
        clock_id -> Text,
        kind -> Text,
        for_day -> Text,
        created_at -> Text,
    }
}

diesel::table! {
    petition_codes (id) {
        id -> Text,
        petition_id -> Text,
        code_hash -> Text,
        issued_on -> Text,
        issued_by -> Text,
        ended_on -> Nullable<Text>,
    }
}

diesel::table! {
    petition_imports (id) {
        id -> Text,
        council_id -> Text,
        file_name -> Text,
        content_hash -> Text,
        plan -> Text,
        state -> Text,
        lines -> BigInt,
        done -> BigInt,
        taken -> BigInt,
        kept -> BigInt,
        account_id -> Text,
        by_name -> Text,
        on_day -> Text,
        undone_by -> Nullable<Text>,
        undone_on -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    short_forms (id) {
        id -> Text,
        council_id -> Text,
        said -> Text,
        meant -> Text,
        added_by -> Text,
        added_on -> Text,
    }
}

diesel::table! {
    papers (id) {
        id -> Text,
        council_id -> Text,
        body_id -> Text,
        form -> Text,
        about -> Text,
        subject_id -> Text,
        state -> Text,
        fields -> Text,
        summary -> Text,
        signing -> Text,
        signer -> Text,
        series -> Text,
        year -> BigInt,
        number -> Nullable<BigInt>,
        symbol -> Text,
        content -> Text,
        content_hash -> Text,
        drafted_by -> Text,
        drafted_on -> Text,
        written_at -> Text,
        issued_by -> Nullable<Text>,
        issued_on -> Nullable<Text>,
        earlier_id -> Nullable<Text>,
        earlier_link -> Text,
        version -> BigInt,
        adopted_by -> Nullable<Text>,
        adopted_on -> Nullable<Text>,
        adopted_words -> Text,
        adopted_hash -> Text,
    }
}

diesel::table! {
    paper_series (council_id, body_id, series, year) {
        council_id -> Text,
        body_id -> Text,
        series -> Text,
        year -> BigInt,
        last -> BigInt,
    }
}

diesel::table! {
    paper_patterns (council_id, body_id) {
        council_id -> Text,
        body_id -> Text,
        named -> Text,
        letter -> Text,
    }
}

diesel::table! {
    paper_receipts (id) {
        id -> Text,
        paper_id -> Text,
        by_whom -> Text,
        on_day -> Text,
        noted_by -> Text,
    }
}

diesel::table! {
    hand_figures (council_id, indicator, starts_on, ends_on) {
        council_id -> Text,
        indicator -> Text,
        starts_on -> Text,
        ends_on -> Text,
        number -> BigInt,
        source -> Text,
        by_name -> Text,
        on_day -> Text,
    }
}

diesel::table! {
    report_counts (paper_id, council_id) {
        paper_id -> Text,
        council_id -> Text,
        position -> BigInt,
        mark -> Text,
        name -> Text,
        fixed_on -> Text,
        figures -> Text,
        behind -> Text,
    }
}

diesel::table! {
    report_limits (paper_id, limit_id) {
        paper_id -> Text,
        limit_id -> Text,
        position -> BigInt,
        words -> Text,
        number -> BigInt,
        behind -> Text,
        kept -> BigInt,
        own_words -> Text,
    }
}

diesel::table! {
    paper_versions (paper_id, version) {
        paper_id -> Text,
        version -> BigInt,
        by_name -> Text,
        at -> Text,
        fields -> Text,
    }
}

diesel::table! {
    paper_readers (paper_id, account_id) {
        paper_id -> Text,
        account_id -> Text,
        name -> Text,
        asked_by -> Text,
        asked_on -> Text,
        due_on -> Nullable<Text>,
    }
}

diesel::table! {
    paper_comments (id) {
        id -> Text,
        paper_id -> Text,
        version -> BigInt,
        field -> Text,
        words -> Text,
        account_id -> Text,
        by_name -> Text,
        at -> Text,
        settled -> Text,
        settled_words -> Text,
        settled_by -> Text,
    }
}

diesel::table! {
    score_settings (council_id, frame, criterion, from_year) {
        council_id -> Text,
        frame -> Text,
        criterion -> Text,
        from_year -> BigInt,
        points -> BigInt,
        threshold -> Nullable<BigInt>,
        by_name -> Text,
        on_day -> Text,
    }
}

diesel::table! {
    score_entries (council_id, frame, criterion, year) {
        council_id -> Text,
        frame -> Text,
        criterion -> Text,
        year -> BigInt,
        points -> BigInt,
        source -> Text,
        by_name -> Text,
        on_day -> Text,
    }
}

diesel::table! {
    incoming_papers (id) {
        id -> Text,
        council_id -> Text,
        year -> BigInt,
        number -> BigInt,
        arrived_on -> Text,
        sender -> Text,
        symbol -> Text,
        paper_on -> Nullable<Text>,
        summary -> Text,
        answers_id -> Nullable<Text>,
        handler -> Text,
        due_on -> Nullable<Text>,
        done_on -> Nullable<Text>,
        done_words -> Text,
        noted_by -> Text,
        version -> BigInt,
        told_on -> Nullable<Text>,
        told_by -> Text,
        letter -> Text,
    }
}

diesel::table! {
    paper_files (id) {
        id -> Text,
        kind -> Text,
        owner_id -> Text,
        name -> Text,
        size -> BigInt,
        content_hash -> Text,
        by_name -> Text,
        on_day -> Text,
    }
}

diesel::table! {
    paper_templates (council_id, form) {
        council_id -> Text,
        form -> Text,
        name -> Text,
        size -> BigInt,
        content_hash -> Text,
        by_name -> Text,
        on_day -> Text,
    }
}

diesel::table! {
    paper_wordings (council_id, form) {
        council_id -> Text,
        form -> Text,
        summary -> Text,
        grounds -> Text,
        body -> Text,
        by_name -> Text,
        on_day -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(papers, paper_readers);
